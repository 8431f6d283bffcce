/** Whether only spaces and tabs stand before an offset on its line, or a semicolon, a brace or a comment before them. */
export function startsStatement(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at--;
  const code = text.charCodeAt(at);
  if (code === 47) return text.charCodeAt(at - 1) === 42;
  // NaN is the start of the text, which a byte order mark may go before.
  return code !== code || code === 10 || code === 13 || code === 59 || code === 123 || code === 125 || code === 0xfeff;
}
