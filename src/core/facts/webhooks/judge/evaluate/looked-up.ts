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

// Database rows that are looked up by what the caller presents, and the values they hold.

/**
 * Looks up the row whose secret the caller presents: `.eq('webhook_key', key)`, `eq(hooks.token, token)`,
 * `.where({ api_key: key })`, `.prepare('SELECT … WHERE api_key = ?').bind(key)`, `.rpc('key_owner', { token })`.
 */
export function asksBySecret(run: Run, { callee, receiver, args }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  const bound = receiver?.text ?? null;
  if (bound !== null && BINDS.test(last)) return args.some((each) => isShownBy(run, each, columnOf(bound)));
  const [first, second, third] = args;
  if (last === 'where' && args.length === 1)
    return [...(first!.props ?? [])].some(([name, held]) => isShownBy(run, held, name));
  if (last === 'rpc') return args.length === 2 && isShown(second!) && KEY_COLUMN.test(first!.text ?? '');
  // `where('webhook_token', '=', $token)`
  const shown =
    args.length === 3 && /^={1,3}$/.test(second!.text ?? '') ? third : args.length === 2 ? second : undefined;
  if (shown === undefined) return false;
  const column = /^(?:eq|where|filter|match|firstWhere|find_?one_?by)$/i.test(last)
    ? (first!.text ?? first!.chain.at(-1) ?? '')
    : columnOf(first!.text ?? '');
  return isShownBy(run, shown, column);
}

/** Binds values to a statement, or runs it with them. */
const BINDS = /^(?:bind(?:_?[vV]alue|_?[pP]aram)?|get|all|first|run|execute)$/;

const isShown = ({ from }: Value): boolean => (from & (INPUT | SIGNATURE | ANYTHING)) !== 0;

/**
 * Whether the caller presents what a secret column holds. A field of the body beside the event counts if the column's
 * name can mean nothing else; so does a parameter named for a secret, which comes from the caller too.
 */
const isShownBy = (run: Run, of: Value, column: string): boolean =>
  isTokenField(column) && (isShown(of) || isTaken(run, of) || ((of.from & BODY) !== 0 && column !== 'token'));

/** `(request, webhook_token)`: a plain name, not a setting. */
const isParameter = ({ from, chain }: Value): boolean => (from & (SECRET | MAC)) === SECRET && chain.length === 1;

/** The column by which an SQL statement looks up rows; empty if there is none. */
const columnOf = (sql: string): string => SQL_CONDITION.exec(sql)?.[1] ?? '';

/**
 * `$statement->execute([$token])`, `cursor.execute('… WHERE token = %s', [token])`: marks the statement, as its rows
 * are fetched later.
 */
export function keepBound(run: Run, state: State, { callee: { chain }, receiver, node }: Call): void {
  const held = child(child(node, 'function'), 'object');
  if (receiver === null || held?.type !== 'identifier' || !BINDS.test(chain.at(-1) ?? '')) return;
  state.vars.set(textOf(run.program, held), { ...receiver, from: receiver.from | TOKEN });
}

/**
 * `findUnique({ where: { key: apiKey } })`, `ApiKey.findOne({ key: apiKey })`, `apiKeys.get(apiKey)` in a helper that
 * receives the caller's key: no code looks up rows by a secret from the settings.
 */
export const asksByKey = (run: Run, call: Call): boolean => {
  const [first] = call.args;
  const where = first?.props?.get('where')?.props;
  return (
    [...(where ?? [])].some(
      ([name, held]) => (KEY_COLUMN.test(name) && isTaken(run, held)) || (HASH_COLUMN.test(name) && isHashed(held)),
    ) ||
    (FINDS_ONE.test(call.callee.chain.at(-1) ?? '') &&
      [...(first?.props ?? [])].some(
        ([name, held]) =>
          (HASH_COLUMN.test(name) && isHashed(held)) || (KEY_COLUMN.test(name) && isKeyShown(run, held, name)),
      )) ||
    asksStoreOfKeys(run, call)
  );
};

/** Finds one row by the fields of an object, in Mongoose, TypeORM and their like. */
const FINDS_ONE = /^(?:find_?one(?:_?by)?|find_?first|find_?unique|exists)$/i;

/** `apiKeys.get(apiKey)`, `keysTable.getEntity('live', apiKey)`, `shops.findByApiKey(apiKey)` */
const asksStoreOfKeys = (run: Run, { callee: { chain }, args }: Call): boolean =>
  (OF_KEYS.test(chain.at(-2) ?? '') || BY_KEY.test(chain.at(-1) ?? '')) &&
  !/create|upsert/i.test(chain.at(-1) ?? '') &&
  args.some((each) => isKeyShown(run, each, ''));

const OF_KEYS = /api_?keys?(?:_?[a-z]{2,12})?$|^keys?_?(?:table|store|repo|repository|collection|model)$/i;
const BY_KEY = /^(?:find|get|load|lookup|fetch)_?\w{0,20}by_?(?:api_?)?(?:key|token|secret)(?:_?hash)?$/i;

/** Whether a secret was handed to a function that is being walked, as opposed to one that the file gets elsewhere. */
const isTaken = ({ program, stack }: Run, of: Value): boolean =>
  isParameter(of) &&
  of.origin === null &&
  stack.some((fn) => {
    const taken = child(fn, 'parameters') ?? child(fn, 'parameter');
    return taken !== null && textOf(program, taken).slice(0, 500).split(/\W+/).includes(of.chain[0]!);
  });

/** A parameter that is named for a key, or held against a column that is; `token` may be that of an order, too. */
const isKeyShown = (run: Run, of: Value, column: string): boolean =>
  isTaken(run, of) && [column, of.chain[0]!].some((name) => name !== 'token' && isTokenField(name));

/**
 * `{ keyHash: createHash('sha256').update(key).digest('hex') }`: only a digest of what the caller presents is stored.
 */
const isHashed = ({ from, chain }: Value): boolean =>
  (from & BODY) === 0 && ((from & MAC) !== 0 || ((from & (SIGNATURE | TOKEN | ANYTHING)) !== 0 && isDigest(chain)));

const HASH_COLUMN = /(?:key|token|secret)_?(?:hash|digest)|hash(?:ed)?_?(?:key|token|secret)|^hash$/i;
const KEY_COLUMN = /key|token|secret|hash/i;

/** `SELECT … WHERE api_token = $1`, `… = %s` */
const SQL_CONDITION = /\bwhere\s{1,20}(?:\w{1,40}\.)?(\w{1,40})\s{0,5}=\s{0,5}(?:\$\d|[:?@]|%s)/i;

/**
 * `JSON.parse(row.credentials)`, `decrypt(row.token)`: the member path of the row that is unpacked, whatever it was
 * looked up by; null for any other call.
 */
export function unpacked({ callee, args: [first] }: Call): readonly string[] | null {
  return first && UNPACKS.test(callee.chain.join('.')) && isLookedUp(first) ? first.chain : null;
}

const UNPACKS = /^(?:JSON\.parse|structuredClone|(?:\w{1,30}\.)?(?:decrypt|decipher|unseal|deserialize)\w{0,20})$/;
