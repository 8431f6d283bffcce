import type { Evidence } from '../../inventory-types.ts';
import { codeSpan, linkTo } from '../escape-markdown.ts';
import { resourceWords } from './resource-words.ts';
import { code, say, type Sentence } from './sentence.ts';

/** Builds the URL of a line, for links; absent if unknown. */
export type BlobUrl = (path: string, line: number) => string;

/** Describes a piece of evidence: `npm package stripe ^14.0.0`, `env name STRIPE_SECRET_KEY (read)`. */
export function evidenceSentence({ kind, value, detail }: Evidence): Sentence {
  const rest = detail ?? '';
  switch (kind) {
    case 'package': {
      const [ecosystem = '', ...version] = rest.split(' ');
      const of = ecosystem === '' ? say`package` : say`${ecosystem} package`;
      return version.length === 0 ? say`${of} ${code(value)}` : say`${of} ${code(value)} ${version.join(' ')}`;
    }
    case 'env':
      return rest === '' ? say`env name ${code(value)}` : say`env name ${code(value)} (${rest})`;
    case 'image':
      return say`image ${code(rest === '' ? value : `${value}:${rest}`)}`;
    case 'action':
      return say`action ${code(rest === '' ? value : `${value}@${rest}`)}`;
    case 'code':
      return rest === 'webhook route' ? say`webhook route ${code(value)}` : say`call ${code(value)}`;
    case 'resource': {
      const { words, name } = resourceWords(value);
      return say`${words} ${code(name)}`;
    }
    case 'host':
    case 'import':
    case 'file':
      return say`${kind} ${code(value)}`;
  }
}

/** `path:line` in Markdown, linked if the URL is known. */
export function placeMarkdown({ path, line }: { path: string; line: number }, blobUrl?: BlobUrl): string {
  const place = codeSpan(`${path}:${line}`, 240);
  return blobUrl === undefined ? place : linkTo(place, blobUrl(path, line));
}
