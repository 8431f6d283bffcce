import type { Evidence, Integration, Inventory } from '../inventory-types.ts';
import type { Rule } from '../rulebook/rule-schema.ts';
import { jsonText } from './json-text.ts';
import { evidenceSentence } from './sentences/evidence-sentence.ts';
import { toPlain } from './sentences/sentence.ts';

/** Context that an inventory does not contain. */
export type CycloneDxContext = {
  /** `owner/name`, or the folder's name. */
  repository: string;
  /** Version of this tool. */
  version: string;
  /** The rules by id, for URLs and the vendors of the services. */
  rules: ReadonlyMap<string, Pick<Rule, 'name' | 'parent' | 'url' | 'vendor'>>;
};

/** Prefix of our property names, as the registry of property names requires. */
const OURS = 'integration-audit';
const REPOSITORY = 'repository';

/**
 * The integrations as services of a CycloneDX 1.6 document, a SaaSBOM. It has no serial number or timestamp, so that
 * the same code gives the same bytes, and nothing about trust boundaries and authentication, which code does not show.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function renderCycloneDx({ integrations }: Pick<Inventory, 'integrations'>, context: CycloneDxContext): string {
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: 'integration-audit', version: context.version }] },
      component: { type: 'application', 'bom-ref': REPOSITORY, name: context.repository },
    },
    services: integrations.map((integration) => describeService(integration, context)),
    dependencies: [{ ref: REPOSITORY, dependsOn: integrations.map(refOf) }],
  };
  return jsonText(document);
}

/** True for a document that `renderCycloneDx` wrote, which names this tool. */
export function isCycloneDx(text: string): boolean {
  return text.includes('"bomFormat": "CycloneDX"') && text.includes('"name": "integration-audit"');
}

const refOf = ({ provider }: Integration): string => `service:${provider}`;

function describeService(integration: Integration, { rules }: CycloneDxContext): object {
  const { provider, name, aliases, category, confidence, development, evidence, approval } = integration;
  const rule = rules.get(provider);
  const owner = rules.get(rule?.parent ?? '') ?? rule;
  const endpoints = [...new Set(evidence.flatMap(endpointOf))];
  return {
    'bom-ref': refOf(integration),
    ...(owner !== undefined && { provider: { name: owner.name, url: [owner.url] } }),
    name,
    ...(endpoints.length > 0 && { endpoints }),
    ...(rule !== undefined && { externalReferences: referencesOf(rule) }),
    properties: [
      property('category', category),
      property('confidence', confidence),
      ...(development ? [property('development', 'true')] : []),
      ...(approval?.owner ? [property('owner', approval.owner)] : []),
      ...(approval?.reviewBy ? [property('review-by', approval.reviewBy)] : []),
      ...aliases.map((alias) => property('alias', alias)),
      ...evidence.map((piece) =>
        property('evidence', `${piece.path}:${piece.line} ${toPlain(evidenceSentence(piece))}`),
      ),
    ],
  };
}

/**
 * A host without a scheme, because evidence does not distinguish an API from a mail server. A pattern is not a host.
 */
function endpointOf({ kind, value }: Evidence): string[] {
  return kind === 'host' && !value.includes('*') ? [`//${value}`] : [];
}

function referencesOf({ url, vendor }: Pick<Rule, 'url' | 'vendor'>): object[] {
  const of = (type: string, address: string | undefined, comment: string) =>
    address === undefined ? [] : [{ type, url: address, comment }];
  return [
    { type: 'website', url },
    ...of('other', vendor?.dpa, 'Data processing agreement'),
    ...of('other', vendor?.subprocessors, 'Subprocessors'),
    ...of('other', vendor?.privacy, 'Privacy policy'),
  ];
}

function property(name: string, value: string): { name: string; value: string } {
  return { name: `${OURS}:${name}`, value };
}
