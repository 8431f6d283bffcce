import type { Call } from '../calls/call.ts';
import type { Run } from '../state/run.ts';
import { BODY, HEADERS, INPUT, REQUEST, SIGNATURE, TOKEN } from '../state/value.ts';
import type { Value } from '../state/value.ts';
import { answer } from './compare.ts';

/**
 * Position of the presented password among the arguments of hashing packages: before the hash in bcrypt, after it in
 * argon2.
 */
const SHOWN_AT: ReadonlyMap<string, number> = new Map([
  ['bcrypt', 0],
  ['bcryptjs', 0],
  ['argon2', 1],
]);

/**
 * `bcrypt.compare(apiKey, row.keyHash)`: the caller's key against a stored hash, which must not come from the caller
 * itself (https://www.npmjs.com/package/bcrypt). Null for any other call.
 */
export function comparedToHash(run: Run, { callee: { chain, origin }, args, nodes, node }: Call): Value | null {
  const at = SHOWN_AT.get(origin?.module ?? '');
  if (at === undefined || !COMPARES.test(chain.at(-1) ?? '') || args.length < 2) return null;
  const [shown, kept] = [args[at]!, args[1 - at]!];
  if ((shown.from & (TOKEN | SIGNATURE | HEADERS | INPUT)) === 0) return null;
  if ((kept.from & (BODY | SIGNATURE | HEADERS | TOKEN | REQUEST)) !== 0) return null;
  // A row found by a part of the URL contains stored data.
  if ((kept.from & INPUT) !== 0 && !kept.chain.slice(0, -1).some(findsRow)) return null;
  return answer(run, { node: nodes[at]!, value: shown }, { node: nodes[1 - at]!, value: kept }, node, 'token-compared');
}

const findsRow = (name: string): boolean => /^find[A-Z_]/.test(name);

const COMPARES = /^(?:compare|verify)(?:Sync)?$/;

/** Whether a call returns its result rather than a promise. */
export const isSync = (chain: readonly string[]): boolean => (chain.at(-1) ?? '').endsWith('Sync');
