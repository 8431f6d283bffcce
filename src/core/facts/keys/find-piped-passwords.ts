import { isPassword } from './values/is-real-password.ts';
import { lineStart } from './patterns/steps-back.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Passwords that are piped into a command.

/** Number of characters to look back on the line for the command that prints the password. */
const REACH = 200;
const WRITTEN =
  /\b(?:echo|printf) (?:-\w{1,2} )?(?:"([^"\n$`]{8,120})"|'([^'\n]{8,120})'|([^\s"'$`|]{8,120})) ?\|(?: ?sudo)? {0,2}([^|\n]{0,120})$/;
/** Commands that read a password from standard input when a flag says so, up to their search word `stdin`. */
const READERS =
  /^(?:(?:docker|podman|helm|buildah|skopeo|oras|crane) .{0,40}login .{0,100}--password-|passwd .{0,40}--)$/;

/**
 * `echo value | sudo -S`, `echo user:value | chpasswd`, `echo value | docker login --password-stdin`: `at` is the
 * offset of `sudo`, `chpasswd` or `stdin`.
 */
export function readPiped(text: string, at: number): SpokenSecret | null {
  const before = text.slice(lineStart(text, at, REACH), at);
  const match = WRITTEN.exec(before);
  if (match === null || !isReader(text, at, match[4]!)) return null;
  const written = match[1] ?? match[2] ?? match[3]!;
  const colon = text.startsWith('chpasswd', at) ? written.indexOf(':') : -1;
  const [user, password] = [written.slice(0, Math.max(colon, 0)), written.slice(colon + 1)];
  if (!isPassword(user, password)) return null;
  const start = at - before.length + before.lastIndexOf(written) + colon + 1;
  return { start, end: start + password.length, key: 'password', name: null };
}

function isReader(text: string, at: number, between: string): boolean {
  if (text.startsWith('stdin', at)) return READERS.test(between);
  return between === '' && /^(?:chpasswd\b|sudo -\w{0,3}S\b)/.test(text.slice(at, at + 9));
}
