import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclaration } from '../add-declarations.ts';
import { addScalarHosts } from '../add-hosts.ts';
import { addScript } from '../scripts/add-script.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';

// https://docs.gitlab.com/ci/yaml/

/**
 * Images, services and variables of a GitLab pipeline and its jobs, and its includes: templates and components as
 * actions (`gitlab:Security/SAST.gitlab-ci.yml`), remote files as hosts.
 */
export function readGitlabCi(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    addIncludes(list, valueAt(root, 'include'));
    addHome(list, document, root);
    // Jobs are top-level keys like the keywords. `default` has the same keys as a job.
    for (const [name, { value }] of entriesOf(root)) if (!KEYWORDS.has(name)) addHome(list, document, value);
  });
}

const KEYWORDS = new Set(['include', 'image', 'services', 'variables', 'stages', 'workflow', 'cache', 'spec']);

function addHome(list: SignalList, document: ParsedDocument, home: DataNode): void {
  for (const key of ['before_script', 'script', 'after_script']) addScript(list, document, valueAt(home, key));
  addNamedImage(list, valueAt(home, 'image'));
  for (const service of itemsOf(valueAt(home, 'services'))) addNamedImage(list, service);
  for (const [name, { at, value }] of entriesOf(valueAt(home, 'variables'))) {
    const node = value.kind === 'map' ? valueAt(value, 'value') : value;
    addDeclaration(list, name, at, textOf(node) ?? '', node?.at);
  }
}

/** An image is a string or `{ name: image }`. */
function addNamedImage(list: SignalList, node: DataNode | undefined): void {
  const image = node?.kind === 'map' ? valueAt(node, 'name') : node;
  addImage(list, image);
}

function addIncludes(list: SignalList, include: DataNode | undefined): void {
  for (const item of include === undefined || include.kind === 'list' ? itemsOf(include) : [include]) {
    addScalarHosts(list, item);
    addScalarHosts(list, valueAt(item, 'remote'));
    for (const key of ['template', 'component']) {
      const node = valueAt(item, key);
      const [name = '', ref = null] = (textOf(node) ?? '').split('@', 2);
      if (node !== undefined && /^[A-Za-z0-9][\w./-]{0,200}$/.test(name))
        list.add(node.at, { kind: 'action', action: `gitlab:${name}`, ref: ref?.slice(0, 200) ?? null });
    }
  }
}
