import type { EnvSignal } from '../../types.ts';
import { isRealPassword } from '../keys/values/is-real-password.ts';

/**
 * Classifies the value of a variable without returning it:
 * `none` if it is empty; `filler` for a placeholder or a reference to another variable (`<your-key>`, `changeme`,
 * `xxxx`); `open` for a path or a service without a password; `site` for the URL of a host alone; otherwise `set`.
 */
export function judgeEnvValue(value: string): NonNullable<EnvSignal['value']> {
  const text = value.trim();
  if (text === '') return 'none';
  if (isReference(text) || isFiller(text.toLowerCase())) return 'filler';
  return PATH.test(text) ? 'open' : judgeAddress(text);
}

const PATH = /^(?:(?:file|sqlite3?):|\.{1,2}\/|~\/)\S{1,300}$|^\/[\w./-]{1,300}\.[a-z]\w{0,9}$/;

/** The URL of a service. URLs of the web always count as `set`, because their path may be the secret. */
const ADDRESS = /^(?:jdbc:)?([a-z][a-z0-9+]{1,24}):\/\//i;
const SECRET_PART = /[?&;](?:password|passwd|pass|pwd|[a-z_]{0,20}token|[a-z_]{0,20}key|[a-z_]{0,20}secret|sig)=/i;

/** A host with an optional port, and nothing else. */
const SITE = /^(?:http|ws)s?:\/\/[\w.-]{1,200}(?::\d{1,5})?\/?$/i;

function judgeAddress(text: string): 'set' | 'open' | 'site' | 'filler' {
  if (SITE.test(text)) return 'site';
  const address = ADDRESS.exec(text);
  if (address === null || /^(?:http|ws)s?$/i.test(address[1]!) || SECRET_PART.test(text)) return 'set';
  const behind = text.slice(address[0].length);
  const userPart = behind.slice(0, Math.max(0, behind.lastIndexOf('@')));
  if (userPart === '') return 'open';
  const colon = userPart.indexOf(':');
  if (colon < 0) return 'set';
  return isRealPassword(userPart.slice(0, colon), userPart.slice(colon + 1)) ? 'set' : 'filler';
}

/** True for nothing but a reference: `$NAME`, `${NAME}`, `$(command)`, `${{ secrets.NAME }}`, `%NAME%`. */
function isReference(text: string): boolean {
  return /^(?:\$\w+|\$\{[^}]*\}{1,2}|\$\([^)]*\)|\{\{[^}]*\}\}|\{\{\{[^}]*\}\}\}|%\w+%)$/.test(text);
}

const FRAMED = /^(?:<.*>|\[[a-z][\w -]*\]|\{[a-z][\w -]*\}|-+|_+|\.+|\?+|#+|x+|0+|…)$/;
const MASKED = /x{4}|(?:^|[^a-z])x{3}(?:$|[^a-z])|\*{3}|\.{3}|…|<[a-z][^>]{0,80}>/;
const WORDS =
  /(?:^|[^a-z])(?:your|change|changeme|changeit|replace|replaceme|placeholder|example|sample|dummy|fake|insert|enter|fill|todo|fixme|tbd|redacted|here|null|undefined|secret here|do[-_ ]not[-_ ]use|not[-_ ]for[-_ ]production)(?:$|[^a-z])/;
const WHOLE = new Set([
  'secret',
  'password',
  'passwd',
  'key',
  'apikey',
  'api_key',
  'api-key',
  'access-key',
  'access_key',
  'secret-key',
  'secret_key',
  'token',
  'string',
  'value',
  'none',
  'user',
  'username',
  'foo',
  'bar',
  'foobar',
  // Default credentials of images and emulators.
  'test',
  'dev',
  'local',
  'postgres',
  'root',
  'admin',
  'guest',
  'minioadmin',
]);

function isFiller(text: string): boolean {
  return FRAMED.test(text) || MASKED.test(text) || WORDS.test(text) || WHOLE.has(text);
}
