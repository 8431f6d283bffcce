import { serviceScheme } from '../service-schemes.ts';

/** The offset of a service's URL, and its scheme as named in rules. */
export type ServiceAddress = { scheme: string; index: number };

const WRITTEN = /[a-z][a-z0-9]{0,20}(?:\+[a-z0-9]{1,20})?$/i;

/**
 * URLs that identify a service by scheme alone, since the host may be anyone's:
 * `postgresql+asyncpg://user@localhost/app`. A scheme with nothing after it is skipped: code compares with it rather
 * than connecting to it.
 */
export function findServiceAddresses(text: string): ServiceAddress[] {
  const found: ServiceAddress[] = [];
  for (let mark = text.indexOf('://'); mark !== -1; mark = text.indexOf('://', mark + 3)) {
    const written = WRITTEN.exec(text.slice(Math.max(0, mark - 42), mark))?.[0] ?? '';
    const scheme = serviceScheme(written);
    const behind = text[mark + 3] ?? '';
    if (scheme !== null && !/^[\s"'`,;)\]]?$/.test(behind)) found.push({ scheme, index: mark - written.length });
  }
  return found;
}
