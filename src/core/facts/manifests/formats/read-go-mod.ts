import { linesOf } from '../lines-of.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/**
 * Direct requirements of a `go.mod` and, as constraints, the replacements of modules
 * (https://go.dev/ref/mod#go-mod-file). Names are module paths as written, with the suffix for the major version:
 * `github.com/stripe/stripe-go/v76`. Requirements marked `// indirect` and local directories are skipped.
 */
export function readGoMod(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    let block: string | null = null;
    for (const each of linesOf(source)) {
      const { words, comment } = splitLine(each);
      const [first, second] = words;
      if (first === undefined) continue;
      if (block !== null && first.text === ')') block = null;
      else if (block === null && second?.text === '(') block = first.text;
      else {
        const directive = block ?? first.text;
        const rest = block === null ? words.slice(1) : words;
        const target = directive === 'replace' ? rest.slice(rest.findIndex((word) => word.text === '=>') + 1) : rest;
        const [name, version] = target;
        if (name === undefined || !MODULE.test(name.text)) continue;
        if (directive === 'require' && !/^\/\/\s*indirect\b/.test(comment))
          list.add(name.at, { ...packageOf(name.text, version?.text), scope: 'runtime' });
        if (directive === 'replace' && rest.some((word) => word.text === '=>'))
          list.add(name.at, { ...packageOf(name.text, version?.text), scope: 'constraint' });
      }
    }
  });
}

/** A path whose first segment is a host. Anything else is in the standard library or a directory. */
const MODULE = /^[a-z0-9][a-z0-9.-]{0,200}\.[a-z]{2,20}(?:\/[\w.~/-]{1,300})?$/i;

function packageOf(name: string, version: string | undefined) {
  return { kind: 'package', ecosystem: 'go', name, version: version?.slice(0, 200) ?? null } as const;
}

type Word = { text: string; at: number };

function splitLine({ line, at }: { line: string; at: number }): { words: Word[]; comment: string } {
  const commentAt = line.indexOf('//');
  const code = commentAt === -1 ? line : line.slice(0, commentAt);
  const words = Array.from(code.matchAll(/[^\s"`()]+|[()]/g), (m) => ({ text: m[0], at: at + m.index }));
  return { words, comment: commentAt === -1 ? '' : line.slice(commentAt) };
}
