import { addNamedChart } from './add-chart.ts';
import { addValue } from './add-value.ts';
import { judgeEnvValue } from './judge-env-value.ts';
import type { SignalList } from './make-signal-list.ts';
import { parseRegistry } from './references/parse-registry.ts';

const VARIABLE = /^[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,10}$/;
/**
 * Attributes in which an upper-case string names a variable of the deployed program. `name` occurs in blocks for one
 * variable.
 */
const NAMES_VARIABLES = /secret|env|variable|^name$/i;
const HOLDS_IMAGE = /image|registry|repository/i;

/** A string in Terraform, with the attribute whose value or list it belongs to. */
export type HclText = { attribute: string; text: string; at: number };

/**
 * Adds what a string reveals: URLs, an image's registry, a Helm chart, names of variables, and the Google API that is
 * enabled (`run.googleapis.com`) or for which a role is granted (`roles/secretmanager.secretAccessor`).
 */
export function addHclText(list: SignalList, { attribute, text, at }: HclText): void {
  if (text.length > 2_000) return;
  const switched = /^([a-z][a-z0-9-]{1,60})\.googleapis\.com$/.exec(text)?.[1];
  if (switched === undefined) addValue(list, { key: attribute, text, at, literal: true });
  const registry = HOLDS_IMAGE.test(attribute) ? parseRegistry(text) : null;
  if (registry !== null) list.add(at, { kind: 'host', ...registry });
  if (attribute === 'chart') addNamedChart(list, text, at);
  const api = switched ?? /\broles\/([a-z]{3,40})\.[A-Za-z]/.exec(text)?.[1];
  if (api !== undefined && !SHARED_ROLES.has(api))
    list.add(at, { kind: 'host', host: `${api}.googleapis.com`, path: '/' });
  if (NAMES_VARIABLES.test(attribute) && VARIABLE.test(text))
    list.add(at, { kind: 'env', name: text, access: 'declared', value: 'none', optional: false });
}

/** Roles that every Google Cloud project grants. */
const SHARED_ROLES = new Set(['iam', 'resourcemanager', 'serviceusage', 'cloudresourcemanager', 'iamcredentials']);

const ATTRIBUTE = /([A-Za-z_][\w-]{0,100})[ \t]{0,20}=[ \t]{0,20}(?:[a-z_]{1,30}\([ \t]{0,10})?$/;

/** The attribute whose value begins at an offset; null if the line has none before it. */
export function attributeBefore(source: string, at: number): string | null {
  const lineStart = Math.max(source.lastIndexOf('\n', at - 1) + 1, at - 160);
  return ATTRIBUTE.exec(source.slice(lineStart, at))?.[1] ?? null;
}

const ASSIGNED =
  /([A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,10})"?[ \t]{0,40}[=:](?![=>])[ \t]{0,20}(?:"([^"\n]{0,500})")?/y;

/**
 * Adds an upper-case variable that a map sets at an offset: `ACME_TOKEN = var.token`. Returns the offset after its
 * name, or null if there is none.
 */
export function addAssignedVariable(list: SignalList, source: string, at: number): number | null {
  ASSIGNED.lastIndex = at;
  const [, name, value] = ASSIGNED.exec(source) ?? [];
  if (name === undefined) return null;
  list.add(at, { kind: 'env', name, access: 'declared', value: judgeEnvValue(value ?? '$X'), optional: false });
  return at + name.length;
}
