import type { ExportFact } from '../webhook-types.ts';

const TSCONFIG = /(?:^|\/)(?:tsconfig(?:\.[\w-]{1,40})?|jsconfig)\.json$/;
const PACKAGE = /(?:^|\/)package\.json$/;
const BABEL = /(?:^|\/)(?:\.babelrc(?:\.json)?|babel\.config\.json)$/;
const MAX_LENGTH = 200_000;
const MAX_ALIASES = 200;

/** Whether the file may define import aliases. */
export const isAliasFile = (path: string): boolean => TSCONFIG.test(path) || PACKAGE.test(path) || BABEL.test(path);

/**
 * The import aliases that a configuration file defines: `compilerOptions.paths` of tsconfig and jsconfig, `name`,
 * `imports` and `exports` of package.json, `alias` of Babel's module-resolver. Each is an export with `alias` (its name
 * is the pattern, with at most one `*`) that points to a path relative to the file. Empty for text that is not JSON.
 */
export function readAliases(path: string, text: string): ExportFact[] {
  if (text.length > MAX_LENGTH || !isAliasFile(path)) return [];
  const data = parseLoose(text);
  if (!isRecord(data)) return [];
  const found = PACKAGE.test(path) ? packageAliases(data) : BABEL.test(path) ? babelAliases(data) : pathAliases(data);
  return found.slice(0, MAX_ALIASES).map(([name, target]) => ({
    name,
    verification: 'unknown',
    provider: null,
    reexport: { module: target, name: '*' },
    alias: true,
    line: 1,
    column: 1,
  }));
}

function pathAliases(data: Record<string, unknown>): [string, string][] {
  const options = isRecord(data['compilerOptions']) ? data['compilerOptions'] : {};
  const base = typeof options['baseUrl'] === 'string' ? options['baseUrl'] : '.';
  const paths = isRecord(options['paths']) ? options['paths'] : {};
  const found: [string, string][] = [];
  for (const [pattern, targets] of Object.entries(paths)) {
    for (const target of Array.isArray(targets) ? targets.slice(0, 4) : []) {
      if (typeof target === 'string') found.push([pattern, `${base}/${target}`]);
    }
  }
  if (typeof options['baseUrl'] === 'string') found.push(['*', `${base}/*`]);
  if (typeof data['extends'] === 'string' && data['extends'].startsWith('.')) found.push(['extends', data['extends']]);
  return found;
}

/**
 * `["module-resolver", { "alias": { "@functions": "./src" } }]`
 * (https://github.com/tleunen/babel-plugin-module-resolver); keys that are regular expressions are skipped.
 */
function babelAliases({ plugins }: Record<string, unknown>): [string, string][] {
  const options = (Array.isArray(plugins) ? plugins : []).flatMap((plugin: unknown) =>
    Array.isArray(plugin) && RESOLVER.test(String(plugin[0])) && isRecord(plugin[1]) ? [plugin[1]['alias']] : [],
  );
  return options
    .flatMap((alias) => (isRecord(alias) ? Object.entries(alias) : []))
    .flatMap(([name, target]): [string, string][] =>
      typeof target === 'string' && /^[\w@~#]/.test(name)
        ? [
            [name, target],
            [`${name}/*`, `${target}/*`],
          ]
        : [],
    );
}

const RESOLVER = /^(?:babel-plugin-)?module-resolver$/;

function packageAliases(data: Record<string, unknown>): [string, string][] {
  const found: [string, string][] = [];
  for (const [pattern, target] of Object.entries(isRecord(data['imports']) ? data['imports'] : {})) {
    const file = fileOf(target);
    if (file !== null) found.push([pattern, file]);
  }
  const { name } = data;
  if (typeof name !== 'string' || name === '' || name.length > 200) return found;
  for (const [pattern, target] of Object.entries(isRecord(data['exports']) ? data['exports'] : {})) {
    const file = pattern.startsWith('.') ? fileOf(target) : null;
    if (file !== null) found.push([`${name}${pattern.slice(1)}`, file]);
  }
  for (const key of ['source', 'module', 'main', 'types']) {
    const file = data[key];
    if (typeof file === 'string') found.push([name, file]);
  }
  for (const folder of ['.', './src', './lib']) found.push([name, folder], [`${name}/*`, `${folder}/*`]);
  return found;
}

/** The file of an entry with conditions, preferably a TypeScript source. */
function fileOf(target: unknown, depth = 0): string | null {
  if (typeof target === 'string') return target;
  if (!isRecord(target) || depth > 4) return null;
  const files = Object.values(target).flatMap((each) => fileOf(each, depth + 1) ?? []);
  return files.find((file) => /(?<!\.d)\.[cm]?tsx?$/.test(file)) ?? files[0] ?? null;
}

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

/** JSON with comments and trailing commas. */
function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(withoutComments(text));
    } catch {
      return null;
    }
  }
}

function withoutComments(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
      out += text.slice(at, end + 1);
      at = end + 1;
    } else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
      if (end === -1) break;
      at = text[at + 1] === '/' ? end : end + 2;
    } else {
      out += char;
      at += 1;
    }
  }
  // Drops trailing commas.
  return out.replace(/,(?=\s{0,200}[}\]])/g, '');
}
