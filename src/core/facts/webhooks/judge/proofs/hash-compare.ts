import type { Call } from '../calls/call.ts';
import type { Run } from '../state/run.ts';
import { BODY, HEADERS, INPUT, REQUEST, SIGNATURE, TOKEN } from '../state/value.ts';
import type { Value } from '../state/value.ts';
import { answer } from './compare.ts';

/** Where packages that hash passwords take what is shown: bcrypt before the hash, argon2 behind it. */
const SHOWN_AT: ReadonlyMap<string, number> = new Map([
  ['bcrypt', 0],
  ['bcryptjs', 0],
  ['argon2', 1],
]);

/**
 * `bcrypt.compare(apiKey, row.keyHash)`: the caller's key by the hash that is kept of it, which must not be the caller's own
 * (https://www.npmjs.com/package/bcrypt).
 */
export function comparedToHash(run: Run, { callee: { chain, origin }, args, nodes, node }: Call): Value | null {
  const at = SHOWN_AT.get(origin?.module ?? '');
  if (at === undefined || !COMPARES.test(chain.at(-1) ?? '') || args.length < 2) return null;
  const [shown, kept] = [args[at]!, args[1 - at]!];
  if ((shown.from & (TOKEN | SIGNATURE | HEADERS | INPUT)) === 0) return null;
  if ((kept.from & (BODY | SIGNATURE | HEADERS | TOKEN | REQUEST)) !== 0) return null;
  // A row that an address leads to holds what has been put there.
  if ((kept.from & INPUT) !== 0 && !kept.chain.slice(0, -1).some(findsRow)) return null;
  return answer(run, { node: nodes[at]!, value: shown }, { node: nodes[1 - at]!, value: kept }, node, 'token-compared');
}

const findsRow = (name: string): boolean => /^find[A-Z_]/.test(name);

const COMPARES = /^(?:compare|verify)(?:Sync)?$/;

/** Whether it gives out the answer itself, and no promise of it. */
export const isSync = (chain: readonly string[]): boolean => (chain.at(-1) ?? '').endsWith('Sync');
