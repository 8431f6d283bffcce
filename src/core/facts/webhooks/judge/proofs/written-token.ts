/**
 * Whether a literal is a token: `token === 'k3v9-72hd-11pq'` is a secret even though it is in the source. Names of
 * methods, schemes and versions are not tokens, unless the value compared with the literal is called a secret.
 */
export function isWrittenToken(text: string, isSecret = false): boolean {
  const token = text.replace(SCHEME, '');
  if (!/^[\w.~+/=:@#$%!-]{8,200}$/.test(token) || /sha|hmac|rsa|md5|25519|webhook|event/i.test(token)) return false;
  return isSecret || token !== text || isPlaceholder(token) || SAYS_SO.test(token) || !isWords(token);
}

const SCHEME = /^(?:Bearer|Basic|Token) /i;
/** Matches `my-secret-token`, but not `client_secret_basic`, which is an authentication method. */
const SAYS_SO = /(?:secret|password|token|key)[-_]?\d{0,4}$/i;

/** Ordinary words and numbers: `version-1`, `2024-01-01`, `clientCredentials`, `AWS4-SIGV4`. */
const isWords = (text: string): boolean =>
  text
    .split(/[^A-Za-z\d]+|(?<=[a-z])(?=[A-Z])/)
    .every((part) => part.length <= LONGEST_WORD && /^(?:[A-Z]?[a-z]*|[A-Z]*)\d{0,4}$/.test(part));

const LONGEST_WORD = 16;

/** Whether a secret is a placeholder, to be replaced by the reader: `your_webhook_secret`. */
export const isPlaceholder = (text: string): boolean =>
  /\byour[_-]|^your[A-Z]|change[_-]?me|placeholder|replace[_-]?(?:me|with|this)|example|^<.{1,60}>$|x{6}/i.test(text);
