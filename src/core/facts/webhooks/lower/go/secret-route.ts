import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { secretAmong, withoutTexts } from '../secret-path.ts';
import { sourceOf } from '../spelling.ts';

/** A path that contains a secret: the route, and the secret as a setting. */
export type SecretRoute = { route: string; secret: string };

/**
 * Reads a path that contains a secret: `"/bot/" + token`, `fmt.Sprintf("/bot/%s", cfg.Token)`, or a variable of the
 * file that is set to one of these; null for other paths.
 */
export function secretRoute(go: Curly, path: SyntaxNode | undefined): SecretRoute | null {
  if (!path || !/^(?:binary_expression|call_expression|identifier)$/.test(path.type)) return null;
  const written = sourceOf(go.text, path).slice(0, 300);
  const source = path.type === 'identifier' ? setTo(go, written) : written;
  const secret = secretAmong(withoutTexts(source.replace(SETTING, ' $1 ')));
  const route = JOINED.test(source) ? routeIn(source) : null;
  return secret !== null && route !== null ? { route, secret } : null;
}

/** `os.Getenv("BOT_TOKEN")`: the name of the secret is in a string literal. */
const SETTING = /\b(?:Getenv|GetString)\(\s?"([\w.]{1,80})"\s?\)/g;

/** A path that is built from strings and names. */
const JOINED = /["`]\s{0,9}\+|\+\s{0,9}["`]|\bSprintf\(|\bJoin(?:Path)?\(/;

/** The value that a variable is set to. Memoized by name. */
function setTo(go: Curly, name: string): string {
  const known = SET.get(go) ?? new Map<string, string>();
  SET.set(go, known);
  const found = known.get(name);
  if (found !== undefined || known.size >= MAX_NAMES || !/^\w{1,80}$/.test(name)) return found ?? '';
  const made = new RegExp(`\\b${name}\\s?:?=\\s?([^\\n]{1,200})`).exec(go.text)?.[1] ?? '';
  known.set(name, made);
  return made;
}

const SET = new WeakMap<Curly, Map<string, string>>();
/** Real files keep fewer paths in variables. */
const MAX_NAMES = 50;

/** The route in the source of a path, `/bot/:secret`; null for a URL with a host. */
function routeIn(source: string): string | null {
  const told = /["`](\/[^"`\n]{0,200})["`]/.exec(source)?.[1];
  const route = told?.replace(/%\w/, ':secret');
  if (route === undefined || route.includes('://')) return null;
  return route.includes(':secret') ? route : `${route.replace(/\/$/, '')}/:secret`;
}
