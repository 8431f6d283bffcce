import { skipSpaceBack } from '../scan/scan.ts';
import { isWordCode } from '../scan/characters.ts';

/**
 * Calls that send a request to their argument: `fetch(`, `requests.get(`, `http.NewRequest("GET", `, `axios({ url: `.
 */
const REQUESTS =
  /(?:^|[^\w$])(?:(?:\$|fetch|\w{0,20}fetch|axios|got|ky|urlopen|request|curl_init|file_get_contents|NewRequest(?:WithContext)?|WebSocket|EventSource|HttpRequest|read_csv|read_json|read_html|from_csv)|[\w$\])!?]{1,60}\.(?:get|post|put|patch|delete|head|request|fetch|urlopen|getJSON|GetAsync|PostAsync|GetStringAsync|Get|Post|NewRequest|connect|goto|open_connection|getForObject|postForObject|baseUrl|uri))\s?(?:<[^<>()]{1,80}>)?\($/;
/** Arguments that may precede the URL: the method, a context, a session. */
const EARLIER = /\(\s*(?:[\w.$]{1,40},\s*)?(?:["'][A-Z]{3,7}["']|[\w.]{0,40}Method\w{0,10}|ctx|context)\s*,\s*$/;
/** Calls that show a URL to a user or only process it. */
const SHOWS =
  /(?:window|shell|browser|Linking|router|navigation|history|location|searchParams|params|map|cache|headers|config|registry|redis|storage|cookies|env|whitelist|allow\w*)[!?]?\.\w+\s?\($/i;
const ASSIGNED =
  /(?:^|[\s,;({])(?:(?:const|let|var|val|final|static|readonly|private|public|string|String)\s+){0,4}\$?([A-Za-z_$][\w$]{1,60})\s*(?::\s*[\w<>?[\]| ]{1,40})?\s*:?=\s*(?:[fru]{1,2}|\$)?$/;

/** Characters before a literal that are searched for the call. */
const BEFORE = 160;
/**
 * Characters after an assignment that are searched for uses of its variable, and the number of uses that are checked.
 */
const BEHIND = 6_000;
const MOST_USES = 12;

/**
 * True if code sends a request to the URL in the literal whose opening quote is at `quote`: it is passed to a call that
 * does so, or assigned to a variable that soon is.
 *
 * @param end offset of the literal's end.
 */
export function isRequested(text: string, quote: number, end: number): boolean {
  const before = text.slice(Math.max(0, quote - BEFORE), skipSpaceBack(text, quote) + 1);
  const call = withoutEarlier(/[A-Za-z0-9_)\]]$/.test(before) ? before.replace(/(?<![\w$])[fbru]{1,2}$/, '') : before);
  if (call.endsWith('(') && REQUESTS.test(call)) return !SHOWS.test(call);
  const name = ASSIGNED.exec(before)?.[1];
  return name !== undefined && isHandedOver(text, name, end);
}

function withoutEarlier(before: string): string {
  const found = EARLIER.exec(before + ' ');
  return found === null ? before : before.slice(0, found.index + 1);
}

/** True if a variable is the URL of a request or its start: `fetch(url)`, `` get(`${BASE}/x`) ``. */
function isHandedOver(text: string, name: string, from: number): boolean {
  // Sliced before the search: for a name without further uses, `indexOf` would run to the end of the text.
  const near = text.slice(0, from + BEHIND);
  let at = from;
  for (let use = 0; use < MOST_USES; use += 1) {
    at = near.indexOf(name, at);
    if (at === -1) return false;
    const start = at;
    at += name.length;
    if (isWordCode(text.charCodeAt(start - 1)) || isWordCode(text.charCodeAt(at))) continue;
    const before = text
      .slice(Math.max(0, start - BEFORE), start)
      .replace(/(?:[fru]{0,2}["'`](?:\$\{|\{|#\{)?|\$|self\.|this\.|cls\.)\s*$/, '')
      .trimEnd();
    const call = withoutEarlier(before);
    if (call.endsWith('(') && REQUESTS.test(call) && !SHOWS.test(call)) return true;
  }
  return false;
}
