/** The offset behind a comment that starts at `at` with a slash and a star, and may hold others; the text's end if unclosed. */
export function endOfNestedComment(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 47 && text.charCodeAt(end + 1) === 42) {
      depth++;
      end++;
    } else if (code === 42 && text.charCodeAt(end + 1) === 47) {
      depth--;
      end++;
      if (depth === 0) return end + 1;
    }
  }
  return text.length;
}
