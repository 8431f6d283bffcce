import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/** https://www.postgresql.org/docs/current/sql-createextension.html. Commented-out lines do not match. */
const EXTENSION =
  /^[ \t]{0,40}create[ \t]{1,20}extension[ \t]{1,20}(?:if[ \t]{1,20}not[ \t]{1,20}exists[ \t]{1,20})?"?([a-z][\w-]{1,60})/gim;

/** The extensions that SQL adds to a PostgreSQL database, as `extension:vector`. */
export function readSql(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    for (const match of source.matchAll(EXTENSION)) {
      const name = match[1] ?? '';
      list.add(match.index + match[0].length - name.length, {
        kind: 'resource',
        type: `extension:${name.toLowerCase()}`,
      });
    }
  });
}
