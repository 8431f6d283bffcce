import { typeName } from '../curly/class-fields.ts';
import type { CallParts, Curly } from '../curly/curly.ts';
import { identifier } from '../spelling.ts';

/** Before the files that a script of PHP includes, of which one has the function that is called. */
export const INCLUDED = 'include:';

/** `require_once __DIR__ . '/includes/midtrans.php'`, `include base_path("app/helpers.php")`: the path that is written out. */
const INCLUDES = /\b(?:include|require)(?:_once)?\b\s{0,9}[^;'"\n]{0,80}['"]([^'"\n]{1,160}\.php)['"]/g;
const MOST_FILES = 12;

/** Functions that may ask who calls, by their names. */
const MAY_VERIFY = /verif|valid|signature|authentic|authori[sz]|^check|^assert|^ensure|hmac/i;

/** Each is asked on its own what it would make of the script. */
const MOST_NAMES = 4;

/** Notes of a function which the file lacks, and which may verify, where it comes from; what the call means it leaves open. */
export function noteIncluded(curly: Curly, { owner, name }: Pick<CallParts, 'owner' | 'name'>): void {
  if (owner !== null || curly.functions.has(name) || !/^\w+$/.test(name) || !MAY_VERIFY.test(name)) return;
  const included = includedBy(curly);
  if (included.files === '' || included.names.size >= MOST_NAMES) return;
  included.names.add(name);
  curly.out.import(identifier(name), `${INCLUDED}${included.files}`, identifier(name), { line: 1 });
}

/** Notes of a class that the file neither has nor imports, and whose method may verify, that it is of the same namespace. */
export function noteBeside(curly: Curly, { owner, name, node }: Pick<CallParts, 'owner' | 'name' | 'node'>): void {
  const type = /^(?:new )?([A-Z]\w{0,60})(?:\(|$)/.exec(owner ?? '')?.[1];
  if (type === undefined || !MAY_VERIFY.test(name) || curly.text.includes(`class ${type}`)) return;
  typeName(curly, type, node);
}

/** The files that a file includes, as they are written, and what it has from them. */
type Included = { files: string; names: Set<string> };

/** What a file includes: looked up once. */
function includedBy(curly: Curly): Included {
  const known = READ.get(curly);
  if (known !== undefined) return known;
  const files = [
    ...curly.text
      .matchAll(INCLUDES)
      .map((match) => match[1]!)
      .take(MOST_FILES),
  ].join('|');
  const included = { files, names: new Set<string>() };
  READ.set(curly, included);
  return included;
}

const READ = new WeakMap<Curly, Included>();
