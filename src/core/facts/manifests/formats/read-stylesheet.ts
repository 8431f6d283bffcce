import { blankBetween } from '../blank-between.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/** An imported style sheet: `@import url('https://fonts.acme.io/css2')`. */
const IMPORT = /@import\s{1,8}(?:url\(\s{0,8})?["']?((?:https?:)?\/\/[^\s"')]{4,500})/gi;
/** A font. Images are ignored. */
const FONT = /\burl\(\s{0,8}["']?(https?:\/\/[^\s"')]{4,300}\.(?:eot|otf|ttf|woff2?))\b/gi;

/** The hosts from which a style sheet loads other style sheets and fonts. */
export function readStylesheet(written: string): ManifestFacts {
  return readText(blankBetween(written, '/*', '*/'), (list, text) => {
    for (const match of [...text.matchAll(IMPORT), ...text.matchAll(FONT)]) {
      const address = match[1] ?? '';
      const at = match.index + match[0].length - address.length;
      for (const { host, path, index } of findUrlHosts(address.startsWith('//') ? `https:${address}` : address))
        if (index === 0) list.add(at, { kind: 'host', host, path });
    }
  });
}
