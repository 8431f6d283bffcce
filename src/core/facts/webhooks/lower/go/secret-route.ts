import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { secretAmong, withoutTexts } from '../secret-path.ts';
import { sourceOf } from '../spelling.ts';

/** A path of which a secret is a part, as a route and as the setting that it holds. */
export type SecretRoute = { route: string; secret: string };

/**
 * `"/bot/" + token`, `fmt.Sprintf("/bot/%s", cfg.Token)`, or a variable of the file that is set to one of these; null for
 * other paths.
 */
export function secretRoute(go: Curly, path: SyntaxNode | undefined): SecretRoute | null {
  if (!path || !/^(?:binary_expression|call_expression|identifier)$/.test(path.type)) return null;
  const written = sourceOf(go.text, path).slice(0, 300);
  const source = path.type === 'identifier' ? setTo(go, written) : written;
  const secret = secretAmong(withoutTexts(source.replace(SETTING, ' $1 ')));
  const route = JOINED.test(source) ? routeIn(source) : null;
  return secret !== null && route !== null ? { route, secret } : null;
}

/** `os.Getenv("BOT_TOKEN")`: the name stands in a text. */
const SETTING = /\b(?:Getenv|GetString)\(\s?"([\w.]{1,80})"\s?\)/g;

/** A path is put together of texts and names. */
const JOINED = /["`]\s{0,9}\+|\+\s{0,9}["`]|\bSprintf\(|\bJoin(?:Path)?\(/;

/** What a variable is set to, looked for once a name. */
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
/** More paths than a file keeps in variables. */
const MAX_NAMES = 50;

/** `/bot/:secret`; null for the address of somebody else. */
function routeIn(source: string): string | null {
  const told = /["`](\/[^"`\n]{0,200})["`]/.exec(source)?.[1];
  const route = told?.replace(/%\w/, ':secret');
  if (route === undefined || route.includes('://')) return null;
  return route.includes(':secret') ? route : `${route.replace(/\/$/, '')}/:secret`;
}
