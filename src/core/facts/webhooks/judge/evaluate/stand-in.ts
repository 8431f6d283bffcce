import { settingName } from '../../settings/setting-name.ts';
import type { Program } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import { fallbackOf, forgedOf } from '../state/join-values.ts';
import { DEFAULTED, FALSE, IMPOSSIBLE, SECRET, TRUE } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Fallback values of settings, where they are not written with `||`.

/**
 * The setting, flagged if a literal is its fallback: `config.get('ACME_SECRET', 'dev')`,
 * `{ ACME_SECRET = 'dev' } = process.env`. Likewise a signature whose fallback is a digest.
 */
export function withStandIn(setting: Value, standIn: Value | undefined): Value {
  const weak = standIn === undefined ? 0 : fallbackOf(setting, standIn) | forgedOf(setting, standIn);
  if (weak === 0) return setting;
  return { ...setting, from: setting.from | weak, ...(weak & DEFAULTED ? { falsy: IMPOSSIBLE } : {}) };
}

/**
 * The setting, flagged if a schema in the file has a literal default for it: `ACME_SECRET: z.string().default('dev')`.
 */
export function withSchemasStandIn(program: Program, setting: Value, name: string): Value {
  const written = standInsOf(program).get(name);
  if (written === undefined) return setting;
  return withStandIn(setting, { ...(written === '' ? FALSE : TRUE), text: written });
}

/**
 * Records a secret that another file defines, and gives it a literal fallback on the walk that assumes one.
 *
 * @param parts the names that lead to it: `['config', 'stripe', 'webhookSecret']`.
 */
export function definedElsewhere(run: Run, parts: readonly string[], secret: Value): Value {
  if (!(secret.from & SECRET)) return secret;
  const setting = settingName(parts.slice(-2));
  run.settings.add(setting);
  const defined = { ...secret, setting };
  return run.standsIn === setting ? withStandIn(defined, { ...TRUE, text: 'written' }) : defined;
}

const read = new WeakMap<Program, ReadonlyMap<string, string>>();

function standInsOf(program: Program): ReadonlyMap<string, string> {
  const known = read.get(program);
  if (known) return known;
  const { text } = program;
  const found = text.includes('default') && OF_SCHEMAS.test(text) ? text.matchAll(STAND_IN) : [];
  const all = new Map([...found].map(([, name = '', , written = '']) => [name, written]));
  read.set(program, all);
  return all;
}

/** Libraries that read settings by a schema: zod and similar, Joi, envalid, convict. */
const OF_SCHEMAS = /['"](?:zod|joi|yup|valibot|envalid|convict|@t3-oss\/[\w-]{1,30})['"]/;

/** `NAME: z.string().default('x')`, `NAME: str({ default: 'x' })` */
const STAND_IN =
  /\b([A-Za-z]\w{2,60})\s{0,3}:\s{0,3}(?:[^,;{}]{0,160}?\.default\(|\w{1,20}\(\{[^{}]{0,160}?\bdefault:)\s{0,3}(['"`])([^'"`\n]{0,100})\2/g;
