import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

const DATASOURCE = /^[ \t]{0,20}datasource[ \t]{1,20}\w{1,100}[ \t]{0,20}\{/gm;
const FACT =
  /^[ \t]{0,40}(provider|url|directUrl|shadowDatabaseUrl)[ \t]{0,40}=[ \t]{0,40}(?:env\([ \t]{0,20})?"([\w-]{1,200})"/gm;

/**
 * The database of a Prisma schema as `prisma:postgresql`, and the variables that hold its URLs
 * (https://www.prisma.io/docs/orm/reference/prisma-schema-reference#datasource). Models are not read.
 */
export function readPrisma(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    for (const head of source.matchAll(DATASOURCE)) {
      const from = head.index + head[0].length;
      const [block = ''] = source.slice(from, from + MAX_BLOCK).split('}', 1);
      for (const match of block.matchAll(FACT)) {
        const [whole, key, value = ''] = match;
        const at = from + match.index + whole.length - value.length - 1;
        if (key === 'provider') list.add(at, { kind: 'resource', type: `prisma:${value}` });
        else if (whole.includes('env('))
          list.add(at, { kind: 'env', name: value, access: 'read', value: null, optional: false });
      }
    }
  });
}

const MAX_BLOCK = 4_000;
