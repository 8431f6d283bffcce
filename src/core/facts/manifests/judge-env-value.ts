/**
 * Whether a value is written for a variable, and whether it only shows what would stand there: `<your-key>`, `changeme`,
 * `xxxx`, a reference to another variable. Never returns the value.
 */
export function judgeEnvValue(value: string): 'none' | 'filler' | 'set' {
  const text = value.trim();
  if (text === '') return 'none';
  return isReference(text) || isFiller(text.toLowerCase()) ? 'filler' : 'set';
}

/** Nothing but a reference: `$NAME`, `${NAME}`, `$(command)`, `${{ secrets.NAME }}`, `%NAME%`. */
function isReference(text: string): boolean {
  return /^(?:\$\w+|\$\{[^}]*\}{1,2}|\$\([^)]*\)|\{\{[^}]*\}\}|\{\{\{[^}]*\}\}\}|%\w+%)$/.test(text);
}

const FRAMED = /^(?:<.*>|\[[a-z][\w -]*\]|\{[a-z][\w -]*\}|-+|_+|\.+|\?+|#+|x+|0+|…)$/;
const MASKED = /x{4}|\*{3}|\.{3}|…|<[a-z][^>]{0,80}>/;
const WORDS =
  /(?:^|[^a-z])(?:your|change|changeme|changeit|replace|replaceme|placeholder|example|sample|dummy|fake|insert|enter|fill|todo|fixme|tbd|redacted|here|null|undefined|secret here)(?:$|[^a-z])/;
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
]);

function isFiller(text: string): boolean {
  return FRAMED.test(text) || MASKED.test(text) || WORDS.test(text) || WHOLE.has(text);
}
