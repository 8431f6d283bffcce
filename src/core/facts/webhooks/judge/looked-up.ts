import type { Call } from './call.ts';
import { isTokenField } from './names.ts';
import { isLookedUp } from './property-of.ts';
import { ANYTHING, INPUT, SIGNATURE } from './value.ts';

// Rows of tables: which are looked up by what the caller shows, and what they hold.

/** `.eq('webhook_key', key)`: looks for the row that has what the caller shows as its secret. */
export const asksBySecret = ({ callee, args }: Call): boolean =>
  args.length === 2 &&
  (args[1]!.from & (INPUT | SIGNATURE | ANYTHING)) !== 0 &&
  (/^(?:eq|where|filter|match)$/.test(callee.chain.at(-1) ?? '')
    ? isTokenField(args[0]!.text ?? '')
    : isTokenField(SQL_CONDITION.exec(args[0]!.text ?? '')?.[1] ?? ''));

/** `SELECT … WHERE api_token = $1` */
const SQL_CONDITION = /\bwhere\s{1,20}(?:\w{1,40}\.)?(\w{1,40})\s{0,5}=\s{0,5}(?:\$\d|[:?@])/i;

/** `JSON.parse(row.credentials)`, `decrypt(row.token)` stay what was looked up, whatever it was looked up by. */
export function unpacked({ callee, args: [first] }: Call): readonly string[] | null {
  return first && UNPACKS.test(callee.chain.join('.')) && isLookedUp(first) ? first.chain : null;
}

const UNPACKS = /^(?:JSON\.parse|structuredClone|(?:\w{1,30}\.)?(?:decrypt|decipher|unseal|deserialize)\w{0,20})$/;
