import type { Finding } from '../audit-types.ts';

/** Typed access to a finding's arguments. A missing argument reads as empty, so that no report fails. */
export type FindingArgs = {
  text(name: string): string;
  flag(name: string): boolean;
  list(name: string): readonly string[];
};

/** Reads a finding's arguments. */
export function findingArgs({ args }: Pick<Finding, 'args'>): FindingArgs {
  const get = (name: string) => args[name];
  return {
    text(name) {
      const value = get(name);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    },
    flag: (name) => get(name) === true,
    list(name) {
      const value = get(name);
      return Array.isArray(value) ? value : [];
    },
  };
}
