import { isRequested } from '../../sources/hosts/is-requested.ts';
import { blankBetween } from '../blank-between.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/** Tags that make a page load something: scripts, style sheets, frames. */
const TAG = /<(script|link|iframe)\b([^<>]{0,2000})>/gi;
const ADDRESS = /\b(?:src|href)\s?=\s?(["']?)((?:https?:)?\/\/[^\s"'<>]{4,500})/i;
/** `<link>`s to related pages, which load nothing. */
const RELATED = /\brel\s?=\s?["']?(?:alternate|amphtml|author|canonical|help|license|me|next|prev|shortlink)\b/i;
const DATA = /\btype\s?=\s?["']?[\w/+-]*json/i;
/** A quoted URL in a script of the page. */
const QUOTED = /["'`]((?:https?:)?\/\/[a-z0-9-]{1,63}\.[^\s"'`<>]{3,500})/gi;
/** Rails helpers that emit such a tag: `javascript_include_tag 'https://js.acme.io/v3'`. */
const TAG_HELPER =
  /\b(?:javascript_include_tag|stylesheet_link_tag)[\s(]{1,3}["']((?:https?:)?\/\/[a-z0-9-]{1,63}\.[^\s"']{3,500})/gi;
/** Images and other media, which make their host no integration. */
const MEDIA = /\.(?:avif|gif|glb|gltf|hdr|jpe?g|mp[34]|png|svg|webm|webp)(?:$|[?#])/i;
/**
 * Characters of a script in which every URL counts. Beyond that, the script is probably an inlined library, and only
 * URLs that it requests count.
 */
const OWN_SCRIPT = 20_000;
const LONGEST_SCRIPT = 1_000_000;

/** The hosts that an HTML page loads from: those its tags name, and those in quotes in its scripts. */
export function readPage(page: string): ManifestFacts {
  return readText(blankBetween(page, '<!--', '-->'), (list, text) => {
    const addScript = makeScriptReader(list, text);
    for (const match of text.matchAll(TAG)) {
      const [whole, tag = '', attributes = ''] = match;
      if (RELATED.test(attributes)) continue;
      const address = ADDRESS.exec(attributes);
      const behind = match.index + 1 + tag.length;
      if (address !== null)
        addAddress(list, address[2] ?? '', behind + address.index + address[0].length - (address[2] ?? '').length);
      else if (tag.toLowerCase() === 'script' && !DATA.test(attributes)) addScript(match.index + whole.length);
    }
    for (const match of text.matchAll(TAG_HELPER))
      addAddress(list, match[1] ?? '', match.index + match[0].length - (match[1] ?? '').length);
  });
}

/**
 * Adds the quoted URLs of the script that starts at an offset. Overlapping scripts are read once, so the work stays
 * linear.
 */
function makeScriptReader(list: SignalList, text: string): (start: number) => void {
  let close = -1;
  let readTo = 0;
  return (start) => {
    if (close < start) close = endOfScript(text, start);
    const from = Math.max(start, readTo);
    readTo = Math.max(readTo, Math.min(close, start + LONGEST_SCRIPT));
    for (const match of text.slice(from, readTo).matchAll(QUOTED)) {
      const quote = from + match.index;
      const address = match[1] ?? '';
      const isFar = quote > start + OWN_SCRIPT;
      const requested = isRequested(text, quote, quote + match[0].length);
      if (!MEDIA.test(address) && (!isFar || requested)) addAddress(list, address, quote + 1, requested);
    }
  };
}

function endOfScript(text: string, start: number): number {
  const end = text.indexOf('</script', start);
  return end === -1 ? text.length : end;
}

/** Adds the host of a URL, which may be relative to the page's scheme: `//js.acme.io/v3`. */
function addAddress(list: SignalList, address: string, at: number, requested = false): void {
  const missing = address.startsWith('//') ? 'https:' : '';
  for (const { host, path, index } of findUrlHosts(missing + address))
    if (index === 0) list.add(at, { kind: 'host', host, path, ...(requested && { requested }) });
}
