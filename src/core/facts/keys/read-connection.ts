import { isPublicHost } from './find-url-passwords.ts';
import { isRealPassword } from './values/is-real-password.ts';
import { isStrongPassword } from './values/is-strong-password.ts';
import type { SpokenSecret } from './spoken-secret.ts';

const SERVER =
  /(?:(?:server|data source|host|address|endpoint)\s?=\s?(?:tcp:)?|jdbc:[\w:]{2,40}\/\/)([A-Za-z0-9.-]{1,120})/i;

/**
 * `Server=db.acme.io;User Id=app;Password=...`, as in ADO.NET, ODBC and JDBC, with a host that may be reachable; null
 * otherwise. The password's name is between `from` and `end`.
 */
export function readConnection(text: string, from: number, end: number): SpokenSecret | null {
  if (text[end] !== '=') return null;
  const around = text.slice(Math.max(0, from - 240), Math.min(text.length, end + 240)).split('\n');
  const line = around.find((l) => SERVER.test(l) && l.includes(text.slice(from, end + 1)));
  const host = SERVER.exec(line ?? '')?.[1]?.toLowerCase();
  if (host === undefined) return null;
  const value = /^[^;&"'\s<>{}$`\\]{6,80}(?=[;"'&\s])/.exec(text.slice(end + 1, end + 90))?.[0];
  if (value === undefined) return null;
  // A single label is a neighbouring container, where only a strong password is more than a default.
  const plain = value.replaceAll(/[%*()|]/g, 'x');
  const isReal = isPublicHost(host) ? isRealPassword('', plain) : isBesideHost(host) && isStrongPassword(value);
  return isReal ? { start: end + 1, end: end + 1 + value.length, key: 'connection-string', name: null } : null;
}

const isBesideHost = (host: string): boolean => /^[a-z][a-z0-9-]{1,40}$/.test(host) && host !== 'localhost';
