import { textOf } from '../../parse/data-node.ts';
import type { MapNode, ParsedDocument, ScalarNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addErbReads } from '../add-erb-reads.ts';
import { addValue } from '../add-value.ts';
import { blankErb } from '../blank-tags.ts';
import { findInterpolations } from '../find-interpolations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument, readText } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';
import { walkScalars } from '../walk-scalars.ts';

/** Keys whose URLs are for people or editors. */
const FOR_PEOPLE =
  /^(?:[$@]?schema|@context|homepage|repository|repo|docs?|documentation|license|icon|logo|link|links|href|description|title|author|website|bugs|issues)$/i;
/** Keys within the section that configures a service. */
const CREDENTIAL =
  /(?:^|[_.-])(?:api_?-?key|api_?-?token|access_?-?token|bot_?-?token|auth_?-?token|secret|secret_?-?key|client_?-?id|client_?-?secret|dsn|webhook_?-?secret|webhook_?-?url|api_?-?base|base_?-?url)$/i;
const SECTION = /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+){0,3}$/;
const VARIABLE = /^[A-Z][A-Z0-9]{1,60}(?:_[A-Z0-9]{1,60}){1,8}$/;

/**
 * Facts of an application's settings, whatever reads them: URLs, services that a key selects by name
 * (`provider: openai`) or that a section with credentials is named after, and interpolated variables. A text that does
 * not parse yields no problem, because it may be of another kind.
 */
export function readSettingsFile(text: string): ManifestFacts {
  // Rails settings are ERB templates: `api_key: <%= ENV['ACME_API_KEY'] %>`.
  const hasErb = text.includes('<%');
  const { signals } = readDocument(parseAny(hasErb ? blankErb(text) : text), (list, root) => {
    walkScalars(root, (scalar, key) => addScalar(list, scalar, key));
    walkMaps(root, (map, key) => addSection(list, map, key));
  });
  return { signals: hasErb ? [...signals, ...readText(text, addErbReads).signals] : signals, problems: [] };
}

/** JSON starts with a brace or bracket. TOML has a table or an assignment on its first line that is not a comment. */
function parseAny(text: string): ParsedDocument {
  const first = /^(?:\s|#[^\n]*\n|\/\/[^\n]*\n){0,500}([^\n]*)/.exec(text.slice(0, 20_000))?.[1] ?? '';
  if (/^(?:\[[^\]"'{]*\]|\[\[.*\]\]|[\w."'-]+[ \t]*=)/.test(first)) return parseToml(text);
  return /^[{[]/.test(first) ? parseJson(text) : parseYaml(text);
}

function addScalar(list: SignalList, scalar: ScalarNode, key: string | null): void {
  if (key !== null && FOR_PEOPLE.test(key)) return;
  addValue(list, { key, text: scalar.text, at: scalar.at });
  for (const { name, optional } of findInterpolations(scalar.text.slice(0, 2_000)))
    if (VARIABLE.test(name)) list.add(scalar.at, { kind: 'env', name, access: 'read', value: null, optional });
  if (key !== null && /env(?:_?var)?$/i.test(key) && VARIABLE.test(scalar.text))
    list.add(scalar.at, { kind: 'env', name: scalar.text, access: 'read', value: null, optional: false });
}

function addSection(list: SignalList, map: MapNode, key: string | null): void {
  if (key === null || key.length > 40 || !SECTION.test(key)) return;
  for (const [name, { at, value }] of map.entries)
    if (CREDENTIAL.test(name) && textOf(value) !== null)
      return list.add(at, { kind: 'resource', type: `named:${key.toLowerCase()}` });
}
