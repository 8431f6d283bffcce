import { isSecretKey } from '../is-secret-key.ts';
import { CLIENT_PREFIXES } from '../rulebook/compile-rulebook.ts';
import type { EnvSignal, KeyClass, KeyFact } from '../types.ts';
import type { CheckInput } from './check-input.ts';

const VARIABLE = /^[A-Za-z_]\w{0,99}$/;

/**
 * The variable that the project itself uses for a key: in an environment file the one that is set to it, elsewhere the
 * one of the same provider that the file read before the change and no longer does.
 *
 * @param key its class as reported, and its provider.
 * @returns '' if there is none, or several, or if the name would hand a secret to browsers.
 */
export function variableOfKey(
  path: string,
  key: Pick<KeyFact, 'name' | 'keyClass' | 'provider'>,
  isEnvFile: boolean,
  input: CheckInput,
): string {
  const names = isEnvFile ? [key.name ?? ''] : namesReplaced(path, key.provider, input);
  const [name = ''] = names;
  return names.length === 1 && VARIABLE.test(name) && mayHold(name, key.keyClass) ? name : '';
}

function namesReplaced(path: string, provider: string | null, { before, after, rulebook }: CheckInput): string[] {
  if (provider === null) return [];
  const read = (files: CheckInput['before']): EnvSignal[] =>
    (files.find((f) => f.path === path)?.facts.signals ?? []).filter(
      (s): s is EnvSignal => s.kind === 'env' && s.access === 'read' && rulebook.match(s)[0]?.provider === provider,
    );
  const still = new Set(read(after).map((s) => s.name));
  return [...new Set(read(before).map((s) => s.name))].filter((name) => !still.has(name));
}

function mayHold(name: string, keyClass: KeyClass): boolean {
  return !isSecretKey(keyClass) || !CLIENT_PREFIXES.some((prefix) => name.startsWith(prefix));
}
