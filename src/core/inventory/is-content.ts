import { baseNameOf } from '../split-path.ts';

/** Content, not code: addresses and names in it belong to those it tells of. */
const CONTENT_PATH =
  /(?:^|[/._-])(?:seed|seeds|seeder|seeders|mock|mocks|fixture|fixtures|sample|samples|example|stories|locale|locales|i18n|translations|content|blog|posts|loadtest|k6|captured?)(?:[/._-]|$)|seeder\.|mockdata/i;

/** Whether a file holds content. `.env.example` is code's own list of variables, whatever its name says. */
export function isContent(path: string): boolean {
  const base = baseNameOf(path);
  const folder = path.slice(0, path.length - base.length);
  return CONTENT_PATH.test(folder) || (!/env/.test(base) && CONTENT_PATH.test(base));
}
