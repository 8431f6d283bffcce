/** Headers that do not identify a sender, as many send them. */
const ANYBODYS: ReadonlySet<string> = new Set(['authorization', 'x-signature', 'x-verify']);

/** A header read by name: `req.headers['x']`, `headers.get('x')`, `getHeader("x")`, `get_req_header(conn, "x")`. */
const READ = /eaders?(?:\(\))?(?:\?\.)?(?:\.\w{1,12})?\s?[[(]\s?(?:\w{1,12},\s?)?["'`]([\w-]{6,60})/g;
/** The same as a CGI variable in PHP, Ruby and Django. */
const READ_OF_SERVER = /\bHTTP_([A-Z\d_]{6,60})/g;

/**
 * Whether a source reads a header that the rules list for a provider's webhooks, even if neither the file nor its route
 * mentions webhooks.
 *
 * @param headers by lower-case name, as the rules have them.
 */
export function readsKnownHeader(text: string, headers: ReadonlyMap<string, unknown>): boolean {
  const isKnown = ([, name = '']: RegExpMatchArray): boolean => {
    const header = name.toLowerCase().replaceAll('_', '-');
    return headers.has(header) && !ANYBODYS.has(header);
  };
  return (
    (text.includes('eader') && text.matchAll(READ).some(isKnown)) ||
    (text.includes('HTTP_') && text.matchAll(READ_OF_SERVER).some(isKnown))
  );
}
