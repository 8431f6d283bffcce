/**
 * Makes an ERB template readable as YAML without moving any character: output tags (`<%= … %>`) become a word, other
 * tags and comments become spaces. Line breaks are kept, and an unclosed tag stays as it is.
 */
export function blankErb(text: string): string {
  return blankTags(text, '<%', '%>', (tag) => tag.startsWith('<%='));
}

/** The same for a Go template, as in Helm and helmfile: `{{ .Values.tag }}` is output, `{{ if … }}` is not. */
export function blankGoTemplate(text: string): string {
  return blankTags(text, '{{', '}}', (tag) => !GO_CONTROL.test(tag));
}

/** The same for a Jinja template, as in Ansible: `{{ tag }}` is output, `{% if … %}` and `{# … #}` are not. */
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
