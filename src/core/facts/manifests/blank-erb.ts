/**
 * Makes a template of ERB readable as YAML, every character at its place: what is written out (`<%= … %>`) becomes a word,
 * other code and comments become blanks. Lines stay lines. What never ends stays as it is.
 */
export function blankErb(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf('<%'); start !== -1; start = text.indexOf('<%', from)) {
    const end = text.indexOf('%>', start);
    if (end === -1) break;
    parts.push(text.slice(from, start), blank(text.slice(start, end + 2)));
    from = end + 2;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function blank(tag: string): string {
  if (!tag.startsWith('<%=')) return tag.replace(/[^\r\n]/g, ' ');
  const lineEnd = tag.search(/\r?\n/);
  if (lineEnd === -1) return 'x'.repeat(tag.length);
  return 'x'.repeat(lineEnd) + tag.slice(lineEnd).replace(/[^\r\n]/g, ' ');
}
