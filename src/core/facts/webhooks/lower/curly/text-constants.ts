/** `const header = "x-acme-signature"`, `static final String HEADER = "…";`, `const HEADER: &str = "…";`. */
const DECLARED =
  /\b(?:const|static)\b[^=;\n(){}"]{0,80}?\b([A-Za-z_]\w{0,79})(?:\s{0,9}:\s{0,9}&(?:'static\s{1,9})?str|[ \t]{1,9}string)?\s{0,9}=\s{0,9}"([^"\\\n]{1,200})"/g;

/** `const ( … )` of Go. */
const GROUP = /^const\s{0,9}\(([^)]{0,8000})\)/gm;
const GROUPED = /^[ \t]{0,40}([A-Za-z_]\w{0,79})(?:[ \t]{1,9}string)?[ \t]{0,40}=[ \t]{0,9}"([^"\\\n]{1,200})"/gm;

const MAX_CONSTANTS = 500;

/** The string constants of a file by name. A name with several values is left out. */
export function textConstants(text: string): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  const groups = [...text.matchAll(GROUP)].flatMap(([, group = '']) => [...group.matchAll(GROUPED)]);
  const ambiguous = new Set<string>();
  for (const [, name = '', value = ''] of [...text.matchAll(DECLARED), ...groups].slice(0, MAX_CONSTANTS)) {
    if ((constants.get(name) ?? value) !== value) ambiguous.add(name);
    constants.set(name, value);
  }
  for (const name of ambiguous) constants.delete(name);
  return constants;
}
