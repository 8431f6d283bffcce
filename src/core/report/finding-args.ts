import type { Finding } from '../audit-types.ts';

/** The arguments of a finding by type. A missing one reads as empty, so that no report fails for it. */
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
