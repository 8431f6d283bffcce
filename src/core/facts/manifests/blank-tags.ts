/**
 * Makes a template of ERB readable as YAML, every character at its place: what is written out (`<%= … %>`) becomes a word,
 * other code and comments become blanks. Lines stay lines. What never ends stays as it is.
 */
export function blankErb(text: string): string {
  return blankTags(text, '<%', '%>', (tag) => tag.startsWith('<%='));
}

/** The same for a template of Go, as Helm and helmfile have them: `{{ .Values.tag }}` is written out, `{{ if … }}` is not. */
export function blankGoTemplate(text: string): string {
  return blankTags(text, '{{', '}}', (tag) => !GO_CONTROL.test(tag));
}

/** The same for a template of Jinja, as Ansible has them: `{{ tag }}` is written out, `{% if … %}` and `{# … #}` are not. */
export function blankJinja(text: string): string {
  const statements = blankTags(
    blankTags(text, '{#', '#}', () => false),
    '{%',
    '%}',
    () => false,
  );
  return blankTags(statements, '{{', '}}', () => true);
}

const GO_CONTROL =
  /^\{\{-?\s{0,20}(?:\/\*|\$[\w.]{0,100}\s{0,20}:?=|(?:block|break|continue|define|else|end|if|range|template|with)\b)/;

function blankTags(text: string, open: string, close: string, isWritten: (tag: string) => boolean): string {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, from)) {
    const end = text.indexOf(close, start);
    if (end === -1) break;
    const tag = text.slice(start, end + close.length);
    parts.push(text.slice(from, start), blank(tag, isWritten(tag)));
    from = end + close.length;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function blank(tag: string, isWritten: boolean): string {
  if (!isWritten) return tag.replace(/[^\r\n]/g, ' ');
  const lineEnd = tag.search(/\r?\n/);
  if (lineEnd === -1) return 'x'.repeat(tag.length);
  return 'x'.repeat(lineEnd) + tag.slice(lineEnd).replace(/[^\r\n]/g, ' ');
}
