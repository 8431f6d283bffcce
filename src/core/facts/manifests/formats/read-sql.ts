import { makeLinePositions } from '../../line-positions.ts';
import { makeSignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';

/** https://www.postgresql.org/docs/current/sql-createextension.html; a line that begins as a comment is none. */
const EXTENSION =
  /^[ \t]{0,40}create[ \t]{1,20}extension[ \t]{1,20}(?:if[ \t]{1,20}not[ \t]{1,20}exists[ \t]{1,20})?"?([a-z][\w-]{1,60})/gim;

/** The extensions that SQL adds to a PostgreSQL database: `extension:vector`. */
export function readSql(text: string): ManifestFacts {
  const list = makeSignalList(makeLinePositions(text));
  for (const match of text.matchAll(EXTENSION)) {
    const name = match[1] ?? '';
    list.add(match.index + match[0].length - name.length, {
      kind: 'resource',
      type: `extension:${name.toLowerCase()}`,
    });
  }
  return { signals: list.signals, problems: [] };
}
