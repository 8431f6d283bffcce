import type { SignalCollector } from '../../collect-signals.ts';
import { findSpanAround, type Scan } from '../../scan/scan.ts';

/** Words in files that describe the environment. Without one, upper-case keys may be anything. */
const DESCRIBES: readonly string[] =
  'process.env import.meta.env createEnv cleanEnv validationSchema envSchema envsafe'.split(' ');
/** `KEY: z.string()`, `KEY: Joi.string()`, `KEY: str()`: schemas of zod, Joi, yup, valibot and envalid. */
const CHECKED =
  /(?<=[\s{,])([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,10})["']?\s{0,8}:\s{0,8}(?:(?:z|zod|Joi|joi|yup|v|envalid|Type)\.\w|(?:str|url|num|bool|email|port|host|requiredString|optionalString)\()/g;
/** `interface Env {`, `type Bindings = {`, `interface ImportMetaEnv {`: the variables that a platform provides. */
const TYPE_HEAD =
  /\b(?:interface|type)\s{1,8}(?:\w{0,30}Env|\w{0,30}Bindings|EnvVars|EnvironmentVariables)\b[^{};]{0,80}\{/g;
const MEMBER =
  /^[ \t]{0,40}(?:readonly\s)?["']?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,10})["']?(\?)?\s?:\s?(?:string|undefined|["'])/gm;
const LONGEST_BODY = 8_000;
const LONGEST_LINE = 400;
/** The start of another key on the same line. */
const NEXT = /,\s{0,8}["']?[A-Z][A-Z0-9_]{2,80}["']?\s{0,8}:/;
/** Calls that make a variable optional. */
const OPTIONAL = /\.(?:optional|default|nullish|catch)\(|\bdefault\s?:/;

/** Finds the variables listed in a schema or type of the environment, in JavaScript and TypeScript. */
export function findEnvSchemas(scan: Scan, collector: SignalCollector): void {
  // A cheap test before the patterns: most texts contain none of these words.
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
    // A head within another body is part of that body.
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
