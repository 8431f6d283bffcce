import type { Call } from './call.ts';
import { isTokenField } from './names.ts';
import { isLookedUp } from './property-of.ts';
import { ANYTHING, INPUT, MAC, SECRET, SIGNATURE } from './value.ts';
import type { Value } from './value.ts';

// Rows of tables: which are looked up by what the caller shows, and what they hold.

/**
 * `.eq('webhook_key', key)`, `eq(hooks.token, token)`, `.prepare('SELECT … WHERE api_key = ?').bind(key)`, `.rpc('key_owner', { token })`:
 * looks for the row that has what the caller shows as its secret.
 */
export function asksBySecret({ callee, receiver, args }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  const bound = receiver?.text ?? null;
  if (bound !== null && /^(?:bind|get|all|first|run)$/.test(last)) return asksColumn(bound) && args.some(isShownBy);
  const [first, second] = args;
  if (args.length !== 2 || !isShownBy(second!)) return false;
  if (last === 'rpc') return KEY_COLUMN.test(first!.text ?? '');
  return /^(?:eq|where|filter|match)$/.test(last)
    ? isTokenField(first!.text ?? first!.chain.at(-1) ?? '')
    : asksColumn(first!.text ?? '');
}

const isShownBy = ({ from }: Value): boolean => (from & (INPUT | SIGNATURE | ANYTHING)) !== 0;
const asksColumn = (sql: string): boolean => isTokenField(SQL_CONDITION.exec(sql)?.[1] ?? '');

/** `findUnique({ where: { key: apiKey } })` of a helper that is handed the caller's key: nobody looks rows up by a secret of the settings. */
export const asksByKey = ({ args: [first] }: Call): boolean =>
  [...(first?.props?.get('where')?.props ?? [])].some(
    ([name, { from, chain }]) => KEY_COLUMN.test(name) && chain.length === 1 && (from & (SECRET | MAC)) === SECRET,
  );

const KEY_COLUMN = /key|token|secret|hash/i;

/** `SELECT … WHERE api_token = $1` */
const SQL_CONDITION = /\bwhere\s{1,20}(?:\w{1,40}\.)?(\w{1,40})\s{0,5}=\s{0,5}(?:\$\d|[:?@])/i;

/** `JSON.parse(row.credentials)`, `decrypt(row.token)` stay what was looked up, whatever it was looked up by. */
export function unpacked({ callee, args: [first] }: Call): readonly string[] | null {
  return first && UNPACKS.test(callee.chain.join('.')) && isLookedUp(first) ? first.chain : null;
}

const UNPACKS = /^(?:JSON\.parse|structuredClone|(?:\w{1,30}\.)?(?:decrypt|decipher|unseal|deserialize)\w{0,20})$/;
