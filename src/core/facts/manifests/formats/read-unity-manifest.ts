import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** Modules that are part of the editor. */
const BUILT_IN = 'com.unity.modules.';

/**
 * Packages that a Unity project lists in `Packages/manifest.json`, from Unity's registry and others
 * (https://docs.unity3d.com/Manual/upm-manifestPrj.html).
 */
export function readUnityManifest(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    for (const [name, entry] of entriesOf(valueAt(root, 'dependencies'))) {
      if (name.startsWith(BUILT_IN) || entry.value.kind !== 'scalar') continue;
      const version = textOf(entry.value);
      list.add(entry.at, { kind: 'package', ecosystem: 'unity', name, version, scope: 'runtime' });
    }
  });
}
