import type { EvidenceKind } from '../inventory-types.ts';
import type { Ecosystem, Language } from '../types.ts';
import type { Rule } from './rule-schema.ts';

/** One entry in a rule's `detect`, flattened. */
export type Detector = {
  kind: EvidenceKind;
  /** As written in the rule. */
  text: string;
  /** The ecosystem of a package or the language of an import. */
  space: Ecosystem | Language | null;
  /** For call texts: the provider that must also be found in the repository. */
  with: string | null;
};

/** All detectors of a rule, in the order of its file. */
export function listDetectors(rule: Pick<Rule, 'detect'>): Detector[] {
  const { packages, imports, env, hosts, images, actions, resources, files, code } = rule.detect;
  const of = (kind: EvidenceKind, texts: readonly string[] | undefined, space: Detector['space'] = null): Detector[] =>
    (texts ?? []).map((text) => ({ kind, text, space, with: null }));
  return [
    ...Object.entries(packages ?? {}).flatMap(([ecosystem, names]) => of('package', names, ecosystem as Ecosystem)),
    ...Object.entries(imports ?? {}).flatMap(([language, names]) => of('import', names, language as Language)),
    ...(env ?? []).map((e): Detector => ({ kind: 'env', text: e.name, space: null, with: null })),
    ...of('host', hosts),
    ...of('image', images),
    ...of('action', actions),
    ...of('resource', resources),
    ...of('file', files),
    ...(code ?? []).map((c): Detector => ({ kind: 'code', text: c.text, space: null, with: c.with ?? null })),
  ];
}
