import { typeName } from '../curly/class-fields.ts';
import type { CallParts, Curly } from '../curly/curly.ts';
import { identifier } from '../spelling.ts';

/** Prefix of an import from the files that a PHP script includes, one of which defines the function. */
export const INCLUDED = 'include:';

/**
 * Includes with a literal path: `require_once __DIR__ . '/includes/midtrans.php'`,
 * `include base_path("app/helpers.php")`.
 */
const INCLUDES = /\b(?:include|require)(?:_once)?\b\s{0,9}[^;'"\n]{0,80}['"]([^'"\n]{1,160}\.php)['"]/g;
const MOST_FILES = 12;

/** Functions that may authenticate the caller, by name. */
const MAY_VERIFY = /verif|valid|signature|authentic|authori[sz]|^check|^assert|^ensure|hmac/i;

/** Each such function is analysed on its own, hence the limit. */
const MOST_NAMES = 4;

/**
 * Imports a function that may verify and that the file lacks from the files that it includes. What the call means stays
 * open.
 */
export function noteIncluded(curly: Curly, { owner, name }: Pick<CallParts, 'owner' | 'name'>): void {
  if (owner !== null || curly.functions.has(name) || !/^\w+$/.test(name) || !MAY_VERIFY.test(name)) return;
  const included = includedBy(curly);
  if (included.files === '' || included.names.size >= MOST_NAMES) return;
  included.names.add(name);
  curly.out.import(identifier(name), `${INCLUDED}${included.files}`, identifier(name), { line: 1 });
}

/** Imports a class whose method may verify from the same namespace, where the file neither defines nor imports it. */
export function noteBeside(curly: Curly, { owner, name, node }: Pick<CallParts, 'owner' | 'name' | 'node'>): void {
  const type = /^(?:new )?([A-Z]\w{0,60})(?:\(|$)/.exec(owner ?? '')?.[1];
  if (type === undefined || !MAY_VERIFY.test(name) || curly.text.includes(`class ${type}`)) return;
  typeName(curly, type, node);
}

/** The files that a file includes, as written and joined by `|`, and the functions imported from them. */
type Included = { files: string; names: Set<string> };

/** What a file includes. Memoized. */
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
