import { baseNameOf } from '../../split-path.ts';

const EXAMPLE_WORDS = new Set([
  'example',
  'examples',
  'sample',
  'template',
  'tmpl',
  'tpl',
  'dist',
  'default',
  'defaults',
  'schema',
  // Suffixes of template engines: `.env.hbs`, `.env.j2`.
  'hbs',
  'handlebars',
  'mustache',
  'ejs',
  'erb',
  'j2',
  'jinja',
  'jinja2',
  'njk',
  'liquid',
  'tera',
]);
/** Suffixes of source code, of data that merely has `env` in its name, and of encrypted copies. */
const OTHER_FORMATS = new Set(
  'ts js mjs cjs tsx jsx py rb go rs php java kt sh bash zsh fish ps1 md mdx txt html json json5 yml yaml toml xml vault enc gpg age encrypted pem lock'.split(
    ' ',
  ),
);

/** The words of an env file's base name without `env` itself; null if the path is not an env file. */
function envWords(path: string): string[] | null {
  const base = baseNameOf(path).toLowerCase();
  // Every path of the tree is tested, so exit early.
  if (!base.includes('env') && !base.startsWith('.dev.vars')) return null;
  const words = base.split(/[._-]+/).filter((word) => word !== '');
  if (OTHER_FORMATS.has(words.at(-1) ?? '') && !/^\.?env$/.test(base)) return null;
  if (base.startsWith('.dev.vars')) return words.slice(2);
  if (base.startsWith('.flaskenv') || base.startsWith('.envrc')) return words;
  if (/^\.?env(?:$|[._-])/.test(base)) return words.slice(1);
  return /[\w-]\.env$/.test(base) ? words.slice(0, -1) : null;
}

/** True for every file of `KEY=value` lines, whether real or an example. */
export function isEnvFile(path: string): boolean {
  const words = envWords(path);
  // A bare `env` or `env-something` is more often a directory or a program.
  return words !== null && (isEnvExample(path) || /(?:^|\/)\.|\.env$/.test(baseNameOf(path)));
}

/** True for env files that only list the variables: `.env.example`, `.env.local.sample`, `env.template`. */
export function isEnvExample(path: string): boolean {
  return envWords(path)?.some((word) => EXAMPLE_WORDS.has(word)) ?? false;
}

/**
 * True for a real env file, which usually should not be committed: `.env`, `.env.local`, `.env.production`,
 * `.env.test`, `prod.env`, `.dev.vars`. False for examples, encrypted files, and `.flaskenv` and `.envrc`, which are
 * meant to be committed. The check decides whether the file holds a secret.
 */
export function isCommittedEnvFile(path: string): boolean {
  if (!isEnvFile(path) || isEnvExample(path)) return false;
  return !/(?:^|\/)\.(?:flaskenv|envrc)[^/]*$/i.test(path);
}
