import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { askedByPath, secretAmong, withoutTexts } from '../secret-path.ts';
import { sourceOf } from '../spelling.ts';

/** The path at which a handler is mounted, and the secret that is part of it, as a setting in the common language. */
export type MountedPath = { route: string; secret: string | null };

/** A cheap test for files that may build such a path; few do. */
export const mayHide = (text: string): boolean => MAY_HIDE.test(text);

const MAY_HIDE =
  /\bformat!\([^;\n]{0,160}(?:token|secret)|"\/[^"\n]{0,80}"(?:\.\w{1,12}\(\))?\s?\+[^;\n]{0,80}(?:token|secret)/i;

/**
 * The path of `.route(path, post(take))`; for `resource(path).route(post().to(take))` of actix, only a path with a
 * secret. Null where it is unknown.
 */
export function mountedPath(rust: Curly, call: SyntaxNode): MountedPath | null {
  const args = argumentsOf(call);
  const path = args.length === 1 ? resourceBelow(rust, call) : args[0];
  const route = args.length === 1 ? null : literalOf(rust, path);
  return route === null ? secretPath(rust, path) : { route, secret: null };
}

/** The argument of the `resource(path)` to which a route is added. */
function resourceBelow(rust: Curly, call: SyntaxNode): SyntaxNode | undefined {
  const made = child(child(call, 'function'), 'value');
  return made && /\bresource$/.test(sourceOf(rust.text, child(made, 'function'))) ? argumentsOf(made)[0] : undefined;
}

/**
 * A path that is built from a secret: `&format!("/bot/{}", token)`, `format!("/bot/{token}")`,
 * `"/bot/".to_owned() + &token`, or a variable that is set to one of these.
 */
function secretPath(rust: Curly, path: SyntaxNode | undefined): MountedPath | null {
  if (!path || !mayHide(rust.text)) return null;
  const written = sourceOf(rust.text, path).slice(0, 300);
  const name = /^&?(\w{1,80})(?:\.as_str\(\))?$/.exec(written)?.[1];
  const source = name === undefined ? written : setTo(rust.text, name);
  if (!JOINED.test(source)) return null;
  const inText = [...source.matchAll(/\{(\w{1,80})/g)].map(([, each]) => each).join(' ');
  const secret = secretAmong(`${inText} ${withoutTexts(source.replace(SETTING, ' $1 '))}`);
  const route = /"(\/[^"\n]{0,200})"/.exec(source)?.[1]?.replace(/\{[^{}]{0,80}\}/g, ':secret');
  if (secret === null || route === undefined) return null;
  return { route: route.includes(':secret') ? route : `${route.replace(/\/$/, '')}/:secret`, secret };
}

/** `env::var("BOT_TOKEN")`: the name of the secret is in a string literal. */
const SETTING = /\bvar\(\s?"(\w{1,80})"\s?\)/g;

/** A path that is built from strings and names. */
const JOINED = /\bformat!\(|"(?:\.\w{1,12}\(\))?\s{0,9}\+/;

const setTo = (text: string, name: string): string =>
  new RegExp(`\\blet\\s(?:mut\\s)?${name}\\b[^=;\\n]{0,40}=\\s{0,20}([^;]{1,200})`).exec(text)?.[1] ?? '';

/** A guard in the common language: only a caller who knows the secret in the path gets past it. */
export const askedOfCaller = (secret: string): string => `(request, next) => { ${askedByPath(secret)} next(); }`;
