import type { ManifestFacts } from '../manifest-reader.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import { findCommandFacts } from '../scripts/find-command-facts.ts';
import { readText } from './read-document.ts';

/**
 * The indentation of a recipe line (`make` requires a tab, `just` allows any white space) and the prefixes `@`, `-` and
 * `+`.
 */
const RECIPE = /^[ \t]+[@+-]{0,3}/;

/** `API := https://api.acme.io/v1` */
const ADDRESS = /^([A-Z][A-Z0-9_]{0,60})[ \t]{0,20}[:?]{0,3}=[ \t]{0,20}["']?(https?:\/\/[^\s"']{4,300})/gm;
/** Recipe lines that do more than print or open something. */
const RUNS = /^[ \t]+(?!@?(?:echo|printf|open|xdg-open)\b)(?=\S)/;
const VARIABLE = /\$[({](\w{1,61})[)}]/g;
const MOST_ADDRESSES = 50;

/** The commands that the recipes of a `Makefile` or a `justfile` run, and the URLs passed to them in variables. */
export function readMakefile(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const recipes = source.split('\n').filter((line) => RUNS.test(line));
    const handed = new Set(recipes.flatMap((line) => Array.from(line.matchAll(VARIABLE), ([, name]) => name)));
    for (const { index, 1: name, 2: address } of Array.from(source.matchAll(ADDRESS)).slice(0, MOST_ADDRESSES)) {
      if (!handed.has(name)) continue;
      for (const { host, path } of findUrlHosts(address!)) list.add(index, { kind: 'host', host, path });
    }
    for (const { at, fact } of findCommandFacts(asScript(source), 'build')) list.add(at, fact);
  });
}

/**
 * The recipes as a shell script of the same length, so that offsets stay the same. `$(NAME)` becomes `${NAME}`, `$$` a
 * dollar sign.
 */
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
