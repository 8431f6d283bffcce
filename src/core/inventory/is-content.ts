import { pathOfCopy } from '../facts/copied-path.ts';
import { baseNameOf } from '../split-path.ts';

/** Paths of content instead of code. URLs and names in it belong to the companies it is about. */
const CONTENT_PATH =
  /(?:^|[/._-])(?:seed|seeds|seeder|seeders|mock|mocks|fixture|fixtures|sample|samples|example|stories|locale|locales|i18n|translations|content|blog|posts|loadtest|k6|captured?)(?:[/._-]|$)|seeder\.|mockdata/i;

/**
 * True for a file of content. `.env.example` and `app.yml.sample` are settings of the code, whatever their names
 * suggest.
 */
export function isContent(path: string): boolean {
  const folder = path.slice(0, path.length - baseNameOf(path).length);
  const base = baseNameOf(pathOfCopy(path) ?? path);
  return CONTENT_PATH.test(folder) || (!/env/.test(base) && CONTENT_PATH.test(base));
}
