import type { CallParts, Curly } from '../curly/curly.ts';
import { identifier } from '../spelling.ts';

/** Before the files that a script of PHP includes, of which one has the function that is called. */
export const INCLUDED = 'include:';

/** `require_once __DIR__ . '/includes/midtrans.php'`, `include base_path("app/helpers.php")`: the path that is written out. */
const INCLUDES = /\b(?:include|require)(?:_once)?\b\s{0,9}[^;'"\n]{0,80}['"]([^'"\n]{1,160}\.php)['"]/g;
const MOST_FILES = 12;

/** Functions that may ask who calls, by their names. */
const MAY_VERIFY = /verif|valid|signature|authentic|authori[sz]|^check|^assert|^ensure|hmac/i;

/** Notes of a function which the file lacks, and which may verify, where it comes from; what the call means it leaves open. */
export function noteIncluded(curly: Curly, { owner, name }: Pick<CallParts, 'owner' | 'name'>): void {
  if (owner !== null || curly.functions.has(name) || !/^\w+$/.test(name) || !MAY_VERIFY.test(name)) return;
  const files = includesOf(curly);
  if (files !== '') curly.out.import(identifier(name), `${INCLUDED}${files}`, identifier(name), { line: 1 });
}

/** The files that a file includes, as they are written; looked up once a file. */
function includesOf(curly: Curly): string {
  const known = READ.get(curly);
  if (known !== undefined) return known;
  const files = [
    ...curly.text
      .matchAll(INCLUDES)
      .map((match) => match[1]!)
      .take(MOST_FILES),
  ].join('|');
  READ.set(curly, files);
  return files;
}

const READ = new WeakMap<Curly, string>();
