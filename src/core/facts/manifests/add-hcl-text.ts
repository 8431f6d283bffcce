import { addNamedChart } from './add-chart.ts';
import { addValue } from './add-value.ts';
import { judgeEnvValue } from './judge-env-value.ts';
import type { SignalList } from './make-signal-list.ts';
import { parseRegistry } from './references/parse-registry.ts';

const VARIABLE = /^[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,10}$/;
/** Attributes whose names in capitals are variables of what is deployed; `name` stands in blocks of one variable. */
const NAMES_VARIABLES = /secret|env|variable|^name$/i;
const HOLDS_IMAGE = /image|registry|repository/i;

/** A string of Terraform with the attribute that it is the value of, or in whose list it stands. */
export type HclText = { attribute: string; text: string; at: number };

/**
 * Adds what a string says: addresses, the registry of an image, a chart of Helm, names of variables, and the service of Google's whose API
 * is switched on (`run.googleapis.com`) or in which a role is given (`roles/secretmanager.secretAccessor`).
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

/** Roles that every project of Google Cloud gives. */
const SHARED_ROLES = new Set(['iam', 'resourcemanager', 'serviceusage', 'cloudresourcemanager', 'iamcredentials']);

const ATTRIBUTE = /([A-Za-z_][\w-]{0,100})[ \t]{0,20}=[ \t]{0,20}(?:[a-z_]{1,30}\([ \t]{0,10})?$/;

/** The attribute whose value begins at an offset; null where none stands before it on the line. */
export function attributeBefore(source: string, at: number): string | null {
  const lineStart = Math.max(source.lastIndexOf('\n', at - 1) + 1, at - 160);
  return ATTRIBUTE.exec(source.slice(lineStart, at))?.[1] ?? null;
}

const ASSIGNED =
  /([A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,10})"?[ \t]{0,40}[=:](?![=>])[ \t]{0,20}(?:"([^"\n]{0,500})")?/y;

/** A variable in capitals that a map is given here: `ACME_TOKEN = var.token`. Returns the offset after its name. */
export function addAssignedVariable(list: SignalList, source: string, at: number): number | null {
  ASSIGNED.lastIndex = at;
  const [, name, value] = ASSIGNED.exec(source) ?? [];
  if (name === undefined) return null;
  list.add(at, { kind: 'env', name, access: 'declared', value: judgeEnvValue(value ?? '$X'), optional: false });
  return at + name.length;
}
