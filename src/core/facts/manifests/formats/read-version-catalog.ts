import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

// https://docs.gradle.org/current/userguide/version_catalogs.html

/**
 * Libraries and plugins of a Gradle version catalog. They count as used, because build files only mention their
 * aliases.
 */
export function readVersionCatalog(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    const versions = valueAt(root, 'versions');
    for (const [, { at, value }] of entriesOf(valueAt(root, 'libraries'))) {
      const [group = '', artifact = '', written = null] = textOf(value)?.split(':') ?? moduleOf(value).split(':');
      const name = `${group}:${artifact}`;
      const version = cleanVersion(written ?? versionOf(value, versions));
      if (NAME.test(name)) list.add(at, { kind: 'package', ecosystem: 'maven', name, version, scope: 'runtime' });
    }
    for (const [, { at, value }] of entriesOf(valueAt(root, 'plugins'))) {
      const [id = '', written = null] = textOf(value)?.split(':') ?? [textOf(valueAt(value, 'id')) ?? ''];
      const name = `${id}:${id}.gradle.plugin`;
      const version = cleanVersion(written ?? versionOf(value, versions));
      if (id.includes('.') && NAME.test(name))
        list.add(at, { kind: 'package', ecosystem: 'maven', name, version, scope: 'build' });
    }
  });
}

const NAME = /^[\w.-]{1,200}:[\w.-]{1,215}$/;

function moduleOf(value: DataNode): string {
  const module = textOf(valueAt(value, 'module'));
  return module ?? `${textOf(valueAt(value, 'group')) ?? ''}:${textOf(valueAt(value, 'name')) ?? ''}`;
}

/** `version = "1"`, `version.ref = "x"`, `version = { strictly = "1" }`. */
function versionOf(value: DataNode, versions: DataNode | undefined): string | null {
  const version = valueAt(value, 'version');
  const ref = textOf(valueAt(version, 'ref'));
  const found = ref === null ? version : valueAt(versions, ref);
  for (const key of ['require', 'strictly', 'prefer']) {
    const text = textOf(valueAt(found, key));
    if (text !== null) return text;
  }
  return textOf(found);
}
