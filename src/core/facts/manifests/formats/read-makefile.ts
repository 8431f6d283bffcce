import type { ManifestFacts } from '../manifest-reader.ts';
import { findCommandFacts } from '../scripts/find-command-facts.ts';
import { readText } from './read-document.ts';

/** Lines of a recipe: `make` wants a tab, `just` takes any white space. `@`, `-` and `+` before the command are theirs. */
const RECIPE = /^[ \t]+[@+-]{0,3}/;

/** What the recipes of a `Makefile` or a `justfile` run: the commands that build, set up and deploy. */
export function readMakefile(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    for (const { at, fact } of findCommandFacts(asScript(source), 'build')) list.add(at, fact);
  });
}

/** The recipes as a script of the same length, so that places stay what they are; `$(NAME)` is a variable, `$$` a dollar. */
function asScript(source: string): string {
  const lines = source.split('\n').map((line) => {
    const indent = RECIPE.exec(line)?.[0];
    return indent === undefined ? ' '.repeat(line.length) : ' '.repeat(indent.length) + line.slice(indent.length);
  });
  return lines
    .join('\n')
    .replace(/\$\((\w{1,60})\)/g, '${$1}')
    .replace(/\$\$/g, ' $');
}
