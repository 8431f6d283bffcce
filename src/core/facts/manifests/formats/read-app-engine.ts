import { textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** True for App Engine's `app.yaml`, which must name a runtime. Other tools have files of that name too. */
export function looksLikeAppEngine(text: string): boolean {
  return /^runtime:/m.test(text) && !/^apiVersion:/m.test(text);
}

/**
 * App Engine's `app.yaml` (https://cloud.google.com/appengine/docs/standard/reference/app-yaml): `gae:runtime`,
 * `gae:cloud-sql`, and variables.
 */
export function readAppEngine(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    const runtime = valueAt(root, 'runtime');
    if (runtime !== undefined && textOf(runtime) !== null)
      list.add(runtime.at, { kind: 'resource', type: 'gae:runtime' });
    const sql = valueAt(root, 'beta_settings', 'cloud_sql_instances');
    if (sql !== undefined) list.add(sql.at, { kind: 'resource', type: 'gae:cloud-sql' });
    addDeclarations(list, valueAt(root, 'env_variables'));
    addDeclarations(list, valueAt(root, 'build_env_variables'));
  });
}
