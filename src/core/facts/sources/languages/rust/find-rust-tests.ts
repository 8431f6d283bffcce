/** A range of lines, inclusive and counted from 1. */
export type LineRange = { from: number; to: number };

const ATTRIBUTE = '#[cfg(test)]';
/** Further attributes, the visibility and the name of the module after the attribute. */
const MODULE =
  /^(?:\s{0,80}#\[[^\]\n]{0,200}\]){0,5}\s{0,80}(?:pub(?:\([^)\n]{0,80}\))?[ \t]{1,8})?mod[ \t]{1,8}\w{1,80}[ \t\r\n]{0,80}\{/;
const LONGEST_HEAD = 2_000;

/**
 * The line ranges of test modules in a Rust file: from `#[cfg(test)]` to the closing brace with the same indentation,
 * as rustfmt formats it, or to the end of the file if there is none.
 */
export function findRustTests(text: string): LineRange[] {
  const found: LineRange[] = [];
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number): number => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
    counted = offset;
    return line;
  };
  for (let at = text.indexOf(ATTRIBUTE); at !== -1;) {
    const head = MODULE.exec(text.slice(at + ATTRIBUTE.length, at + ATTRIBUTE.length + LONGEST_HEAD));
    let end = at + ATTRIBUTE.length;
    if (head !== null) {
      const close = text.indexOf(`\n${indentAt(text, at)}}`, end + head[0].length);
      end = close === -1 ? text.length : close + 1;
      found.push({ from: lineAt(at), to: lineAt(end) });
    }
    at = text.indexOf(ATTRIBUTE, end);
  }
  return found;
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const before = text.slice(start, offset);
  return before.trim() === '' ? before : '';
}
