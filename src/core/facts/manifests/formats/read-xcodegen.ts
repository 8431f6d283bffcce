import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { cleanVersion } from '../references/clean-version.ts';
import { parseSwiftUrl } from '../references/parse-swift-url.ts';
import { readDocument } from './read-document.ts';

/** True for a `project.yml` of XcodeGen. Many other tools have one too. */
export function looksLikeXcodegen(text: string): boolean {
  return /^packages:/m.test(text) && /^targets:/m.test(text);
}

const VERSIONS = [
  'from',
  'exactVersion',
  'version',
  'majorVersion',
  'minorVersion',
  'minVersion',
  'branch',
  'revision',
];

/**
 * Swift packages in the `project.yml` from which XcodeGen generates an Xcode project: `url`, or `github: owner/repo`
 * (https://github.com/yonaskolb/XcodeGen/blob/master/Docs/ProjectSpec.md#swift-package).
 */
export function readXcodegen(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    for (const [, { value }] of entriesOf(valueAt(root, 'packages'))) {
      const [url, github] = [valueAt(value, 'url'), valueAt(value, 'github')];
      const name = parseSwiftUrl(textOf(url) ?? `github.com/${textOf(github) ?? ''}`);
      const node = url ?? github;
      if (name === null || node === undefined) continue;
      const version = VERSIONS.map((key) => textOf(valueAt(value, key))).find((found) => found !== null) ?? null;
      const facts = { ecosystem: 'swift', name, version: cleanVersion(version), scope: 'runtime' } as const;
      list.add(node.at, { kind: 'package', ...facts });
    }
  });
}
