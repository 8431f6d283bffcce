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
  // What a template engine fills in: `.env.hbs`, `.env.j2`.
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
/** Sources and data that only have `env` in their name, and encrypted copies. */
const OTHER_FORMATS = new Set(
  'ts js mjs cjs tsx jsx py rb go rs php java kt sh bash zsh fish ps1 md mdx txt html json json5 yml yaml toml xml vault enc gpg age encrypted pem lock'.split(
    ' ',
  ),
);

/** The words of an env file's base name without `env` itself, or null when the path is no env file. */
function envWords(path: string): string[] | null {
  const base = baseNameOf(path).toLowerCase();
  // Every file of a tree is asked about.
  if (!base.includes('env') && !base.startsWith('.dev.vars')) return null;
  const words = base.split(/[._-]+/).filter((word) => word !== '');
  if (OTHER_FORMATS.has(words.at(-1) ?? '') && !/^\.?env$/.test(base)) return null;
  if (base.startsWith('.dev.vars')) return words.slice(2);
  if (base.startsWith('.flaskenv') || base.startsWith('.envrc')) return words;
  if (/^\.?env(?:$|[._-])/.test(base)) return words.slice(1);
  return /[\w-]\.env$/.test(base) ? words.slice(0, -1) : null;
}

/** True for every file of `KEY=value` lines, real or example. */
export function isEnvFile(path: string): boolean {
  const words = envWords(path);
  // A bare `env` or `env-something` is more often a folder's or a program's name.
  return words !== null && (isEnvExample(path) || /(?:^|\/)\.|\.env$/.test(baseNameOf(path)));
}

/** True for env files that show which variables there are: `.env.example`, `.env.local.sample`, `env.template`. */
export function isEnvExample(path: string): boolean {
  return envWords(path)?.some((word) => EXAMPLE_WORDS.has(word)) ?? false;
}

/**
 * True for a real env file, which mostly should not be committed: `.env`, `.env.local`, `.env.production`, `.env.test`,
 * `prod.env`, `.dev.vars`. False for examples, encrypted files, and `.flaskenv` and `.envrc`, which are meant to be
 * committed. Whether there is anything secret in it is for the check to see.
 */
export function isCommittedEnvFile(path: string): boolean {
  if (!isEnvFile(path) || isEnvExample(path)) return false;
  return !/(?:^|\/)\.(?:flaskenv|envrc)[^/]*$/i.test(path);
}
