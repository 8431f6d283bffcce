const NEWLINE = 0x0a;

/**
 * Parses the answers of `git cat-file --batch`: a header line `<id> <type> <size>`, that many bytes, a line break; or
 * `<name> missing`. Yields one value per answer, null for a missing object.
 */
export async function* readObjects(
  stream: AsyncIterable<Buffer | string>,
): AsyncGenerator<Uint8Array | null, undefined> {
  let pending: Buffer[] = [];
  let length = 0;
  let wanted = -1; // bytes of the body with its line break, or -1 while a header is read
  for await (const chunk of stream) {
    pending.push(chunk as Buffer);
    length += chunk.length;
    if (length < wanted) continue; // collect the chunks of a large body without concatenating them each time
    let data = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending);
    for (;;) {
      if (wanted >= 0) {
        if (data.length < wanted) break;
        yield data.subarray(0, wanted - 1);
        data = data.subarray(wanted);
        wanted = -1;
      }
      const end = data.indexOf(NEWLINE);
      if (end < 0) break;
      const header = data.toString('latin1', 0, end).split(' ');
      data = data.subarray(end + 1);
      if (header.at(-1) === 'missing' || header.length < 3) yield null;
      else wanted = Number(header[2]) + 1;
    }
    pending = [data];
    length = data.length;
  }
  return undefined;
}
