import { endOfLine } from '../line-positions.ts';

/** An instruction and its words. A quoted part does not end a word. Offsets point into the text. */
export type DockerInstruction = { name: string; words: { text: string; at: number }[] };

/**
 * The instructions of a Dockerfile, with names in upper case. Continued lines are joined (at a backslash, or at the
 * backtick of an escape directive). Comments and the bodies of here-documents are left out.
 */
export function* findDockerInstructions(source: string): Generator<DockerInstruction> {
  const escape = /^#[ \t]*escape[ \t]*=[ \t]*`/im.test(source.slice(0, 500)) ? '`' : '\\';
  let line = { start: 0, end: endOfLine(source, 0) };
  while (line.start < source.length) {
    const parts: { text: string; at: number }[] = [];
    let continued = true;
    while (continued && line.start < source.length) {
      const text = source.slice(line.start, line.end);
      const comment = /^\s*#/.test(text);
      const body = text.trimEnd();
      // Comments and blank lines within an instruction do not end it.
      continued = parts.length > 0 && (comment || body === '') ? true : body.endsWith(escape) && !comment;
      if (!comment && body !== '')
        parts.push({ text: body.endsWith(escape) ? body.slice(0, -1) : body, at: line.start });
      line = nextLine(source, line.end);
    }
    const [first, ...words] = parts.flatMap(splitWords);
    if (first === undefined) continue;
    const name = first.text.toUpperCase();
    yield { name, words };
    if (name === 'RUN' || name === 'COPY' || name === 'ADD')
      for (const end of hereDocumentEnds(parts)) line = skipHereDocument(source, line, end);
  }
}

type Line = { start: number; end: number };

function nextLine(source: string, end: number): Line {
  return { start: end + 1, end: endOfLine(source, end + 1) };
}

function splitWords(part: { text: string; at: number }): { text: string; at: number }[] {
  const words = part.text.matchAll(/(?:[^\s"']|"[^"]*(?:"|$)|'[^']*(?:'|$))+/g);
  return Array.from(words, (match) => ({ text: match[0], at: part.at + match.index }));
}

function hereDocumentEnds(parts: readonly { text: string }[]): string[] {
  return parts.flatMap((part) => Array.from(part.text.matchAll(/<<-?["']?([A-Za-z_]\w*)/g), (match) => match[1] ?? ''));
}

function skipHereDocument(source: string, from: Line, end: string): Line {
  let line = from;
  while (line.start < source.length && source.slice(line.start, line.end).trim() !== end)
    line = nextLine(source, line.end);
  return line.start < source.length ? nextLine(source, line.end) : line;
}
