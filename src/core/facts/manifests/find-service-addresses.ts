import { serviceScheme } from '../service-schemes.ts';

/** Where an address of a service starts, and its scheme as rules name it. */
export type ServiceAddress = { scheme: string; index: number };

const WRITTEN = /[a-z][a-z0-9]{0,20}(?:\+[a-z0-9]{1,20})?$/i;

/**
 * Addresses of services by their scheme alone, as the host may be anybody's: `postgresql+asyncpg://user@localhost/app`. A
 * scheme with nothing after it is compared with, not connected to.
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
