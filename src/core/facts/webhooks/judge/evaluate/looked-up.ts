import { child } from '../../syntax.ts';
import type { Call } from '../calls/call.ts';
import { isDigest } from '../calls/known-calls.ts';
import { isTokenField } from '../state/names.ts';
import { textOf } from '../program/program.ts';
import { isLookedUp } from './property-of.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ANYTHING, BODY, INPUT, MAC, SECRET, SIGNATURE, TOKEN } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Rows of tables: which are looked up by what the caller shows, and what they hold.

/**
 * `.eq('webhook_key', key)`, `eq(hooks.token, token)`, `.prepare('SELECT … WHERE api_key = ?').bind(key)`, `.rpc('key_owner', { token })`:
 * looks for the row that has what the caller shows as its secret.
 */
export function asksBySecret({ callee, receiver, args }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  const bound = receiver?.text ?? null;
  if (bound !== null && BINDS.test(last)) return args.some((each) => isShownBy(each, columnOf(bound)));
  const [first, second, third] = args;
  if (last === 'rpc') return args.length === 2 && isShown(second!) && KEY_COLUMN.test(first!.text ?? '');
  // `where('webhook_token', '=', $token)`
  const shown =
    args.length === 3 && /^={1,3}$/.test(second!.text ?? '') ? third : args.length === 2 ? second : undefined;
  if (shown === undefined) return false;
  const column = /^(?:eq|where|filter|match|firstWhere|find_?one_?by)$/i.test(last)
    ? (first!.text ?? first!.chain.at(-1) ?? '')
    : columnOf(first!.text ?? '');
  return isShownBy(shown, column);
}

/** What puts values into a statement, or runs it with them. */
const BINDS = /^(?:bind(?:_?[vV]alue|_?[pP]aram)?|get|all|first|run|execute)$/;

const isShown = ({ from }: Value): boolean => (from & (INPUT | SIGNATURE | ANYTHING)) !== 0;

/**
 * The caller shows what the column holds, which is a secret. What stands in the body beside the event is one where the column is
 * named for nothing else; what a handler takes by the name of a secret comes from the caller too.
 */
const isShownBy = (of: Value, column: string): boolean =>
  isTokenField(column) && (isShown(of) || isParameter(of) || ((of.from & BODY) !== 0 && column !== 'token'));

/** `(request, webhook_token)`: a name alone, and no setting. */
const isParameter = ({ from, chain }: Value): boolean => (from & (SECRET | MAC)) === SECRET && chain.length === 1;

/** The column by which a statement looks rows up. */
const columnOf = (sql: string): string => SQL_CONDITION.exec(sql)?.[1] ?? '';

/** `$statement->execute([$token])`, `cursor.execute('… WHERE token = %s', [token])`: the rows are fetched from it afterwards. */
export function keepBound(run: Run, state: State, { callee: { chain }, receiver, node }: Call): void {
  const held = child(child(node, 'function'), 'object');
  if (receiver === null || held?.type !== 'identifier' || !BINDS.test(chain.at(-1) ?? '')) return;
  state.vars.set(textOf(run.program, held), { ...receiver, from: receiver.from | TOKEN });
}

/** `findUnique({ where: { key: apiKey } })` of a helper that is handed the caller's key: nobody looks rows up by a secret of the settings. */
export const asksByKey = ({ args: [first] }: Call): boolean =>
  [...(first?.props?.get('where')?.props ?? [])].some(
    ([name, held]) => (KEY_COLUMN.test(name) && isParameter(held)) || (HASH_COLUMN.test(name) && isHashed(held)),
  );

/** `{ keyHash: createHash('sha256').update(key).digest('hex') }`: what the caller shows is kept by its digest alone. */
const isHashed = ({ from, chain }: Value): boolean =>
  (from & BODY) === 0 && ((from & MAC) !== 0 || ((from & (SIGNATURE | TOKEN | ANYTHING)) !== 0 && isDigest(chain)));

const HASH_COLUMN = /(?:key|token|secret)_?(?:hash|digest)|hash(?:ed)?_?(?:key|token|secret)|^hash$/i;
const KEY_COLUMN = /key|token|secret|hash/i;

/** `SELECT … WHERE api_token = $1`, `… = %s` */
const SQL_CONDITION = /\bwhere\s{1,20}(?:\w{1,40}\.)?(\w{1,40})\s{0,5}=\s{0,5}(?:\$\d|[:?@]|%s)/i;

/** `JSON.parse(row.credentials)`, `decrypt(row.token)` stay what was looked up, whatever it was looked up by. */
export function unpacked({ callee, args: [first] }: Call): readonly string[] | null {
  return first && UNPACKS.test(callee.chain.join('.')) && isLookedUp(first) ? first.chain : null;
}

const UNPACKS = /^(?:JSON\.parse|structuredClone|(?:\w{1,30}\.)?(?:decrypt|decipher|unseal|deserialize)\w{0,20})$/;
