import type { SignalCollector } from '../../collect-signals.ts';
import { findSpanAround, type Scan } from '../../scan/scan.ts';

/** What says that a file describes its environment; without it, keys in capitals are anybody's. */
const DESCRIBES: readonly string[] =
  'process.env import.meta.env createEnv cleanEnv validationSchema envSchema envsafe'.split(' ');
/** `KEY: z.string()`, `KEY: Joi.string()`, `KEY: str()`: what zod, Joi, yup, valibot and envalid check. */
const CHECKED =
  /(?<=[\s{,])([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,10})["']?\s{0,8}:\s{0,8}(?:(?:z|zod|Joi|joi|yup|v|envalid|Type)\.\w|(?:str|url|num|bool|email|port|host|requiredString|optionalString)\()/g;
/** `interface Env {`, `type Bindings = {`, `interface ImportMetaEnv {`: the variables a platform hands in. */
const TYPE_HEAD =
  /\b(?:interface|type)\s{1,8}(?:\w{0,30}Env|\w{0,30}Bindings|EnvVars|EnvironmentVariables)\b[^{};]{0,80}\{/g;
const MEMBER =
  /^[ \t]{0,40}(?:readonly\s)?["']?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,10})["']?(\?)?\s?:\s?(?:string|undefined|["'])/gm;
const LONGEST_BODY = 8_000;
const LONGEST_LINE = 400;
/** Where another key begins on the same line. */
const NEXT = /,\s{0,8}["']?[A-Z][A-Z0-9_]{2,80}["']?\s{0,8}:/;
/** Calls that let a variable be missing. */
const OPTIONAL = /\.(?:optional|default|nullish|catch)\(|\bdefault\s?:/;

/** Finds the variables that a schema or a type of the environment lists, in JavaScript and TypeScript. */
export function findEnvSchemas(scan: Scan, collector: SignalCollector): void {
  // Most texts have none of the words, and are gone through faster for them than for a pattern.
  if (DESCRIBES.some((word) => scan.text.includes(word))) findChecked(scan, collector);
  if (scan.text.includes('Env') || scan.text.includes('Bindings')) findTyped(scan, collector);
}

function findChecked(scan: Scan, collector: SignalCollector): void {
  for (const match of scan.text.matchAll(CHECKED)) {
    const near = scan.text.slice(match.index, match.index + LONGEST_LINE);
    const end = near.indexOf('\n', match[0].length);
    const [own = ''] = near.slice(0, end === -1 ? near.length : end).split(NEXT, 1);
    add(scan, match.index, match[1] ?? '', OPTIONAL.test(own), collector);
  }
}

function findTyped(scan: Scan, collector: SignalCollector): void {
  let readTo = 0;
  for (const head of scan.text.matchAll(TYPE_HEAD)) {
    const from = head.index + head[0].length;
    // One that seems to begin within another is a part of its body.
    if (from < readTo) continue;
    const [body = ''] = scan.text.slice(from, from + LONGEST_BODY).split('}', 1);
    readTo = from + body.length;
    for (const match of body.matchAll(MEMBER)) {
      const name = match[1] ?? '';
      add(scan, from + match.index + match[0].indexOf(name), name, match[2] === '?', collector);
    }
  }
}

function add(scan: Scan, at: number, name: string, optional: boolean, collector: SignalCollector): void {
  if (findSpanAround(scan, at) === -1) collector.addEnv(at, name, optional);
}
