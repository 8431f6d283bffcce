import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations, ENV_NAME } from '../add-declarations.ts';
import { addValue } from '../add-value.ts';
import { addScript } from '../scripts/add-script.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { parseRegistry } from '../references/parse-registry.ts';
import { addImage } from '../add-image.ts';
import { makePieceFinder, walkScalars } from '../walk-scalars.ts';

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax

/** Actions, images, variables and secrets of a GitHub workflow or of an `action.yml`. */
export function readGithubWorkflow(text: string): ManifestFacts {
  const document = parseYaml(text);
  const { signals, problems } = readDocument(document, (list, root) => {
    addDeclarations(list, valueAt(root, 'env'));
    for (const [name, entry] of entriesOf(valueAt(root, 'on', 'workflow_call', 'secrets'))) {
      if (ENV_NAME.test(name))
        list.add(entry.at, { kind: 'env', name, access: 'declared', value: 'none', optional: false });
    }
    for (const inputs of [
      valueAt(root, 'on', 'workflow_dispatch', 'inputs'),
      valueAt(root, 'on', 'workflow_call', 'inputs'),
    ])
      addDefaults(list, inputs);
    for (const [, job] of entriesOf(valueAt(root, 'jobs'))) addJob(list, document, job.value);
    addAction(list, document, valueAt(root, 'runs'));
    addExpressions(list, document, root);
  });
  return { signals: signals.filter((s) => s.kind !== 'env' || !OTHERWISE_MEANT.has(s.name.toUpperCase())), problems };
}

/** Adds the default values of inputs, for example the URL of a deployment. */
function addDefaults(list: SignalList, inputs: DataNode | undefined): void {
  for (const [key, input] of entriesOf(inputs)) {
    const value = valueAt(input.value, 'default');
    if (value !== undefined) addValue(list, { key, text: textOf(value) ?? '', at: value.at });
  }
}

function addJob(list: SignalList, document: ParsedDocument, job: DataNode): void {
  addUses(list, valueAt(job, 'uses'));
  addDeclarations(list, valueAt(job, 'env'));
  addContainer(list, valueAt(job, 'container'));
  for (const [, service] of entriesOf(valueAt(job, 'services'))) addContainer(list, service.value);
  addSteps(list, document, valueAt(job, 'steps'));
}

/** The `runs` of an action: the steps of a composite action, or the image of a Docker action. */
function addAction(list: SignalList, document: ParsedDocument, runs: DataNode | undefined): void {
  addSteps(list, document, valueAt(runs, 'steps'));
  addDeclarations(list, valueAt(runs, 'env'));
  const image = valueAt(runs, 'image');
  const reference = textOf(image) ?? '';
  if (reference.startsWith(DOCKER)) addImage(list, image, reference.slice(DOCKER.length));
}

function addSteps(list: SignalList, document: ParsedDocument, steps: DataNode | undefined): void {
  for (const step of itemsOf(steps)) {
    addUses(list, valueAt(step, 'uses'));
    addDeclarations(list, valueAt(step, 'env'));
    addInputs(list, valueAt(step, 'with'));
    addLogin(list, step);
    const shell = textOf(valueAt(step, 'shell')) ?? 'bash';
    if (/^(?:bash|sh|zsh)\b/.test(shell)) addScript(list, document, valueAt(step, 'run'));
  }
}

/** Inputs that name registries: `registry` of a login, `tags` and `images` of a push. */
function addInputs(list: SignalList, inputs: DataNode | undefined): void {
  for (const key of ['registry', 'registries', 'image', 'images', 'tags', 'repository', 'push_to_registry']) {
    const node = valueAt(inputs, key);
    for (const reference of (textOf(node) ?? '').replace(/\$\{\{[^}]{0,200}\}\}/g, '*').split(/[\s,]+/, 20)) {
      const registry = parseRegistry(reference);
      if (node !== undefined && registry !== null) list.add(node.at, { kind: 'host', ...registry });
    }
  }
}

/** Adds Docker Hub for a login without a registry: https://github.com/docker/login-action#customizing */
function addLogin(list: SignalList, step: DataNode): void {
  const uses = valueAt(step, 'uses');
  if (uses === undefined || !/^docker\/login-action@/.test(textOf(uses) ?? '')) return;
  if (valueAt(step, 'with', 'username') === undefined || valueAt(step, 'with', 'registry') !== undefined) return;
  list.add(uses.at, { kind: 'host', host: 'docker.io', path: '/' });
}

function addContainer(list: SignalList, container: DataNode | undefined): void {
  const image = container?.kind === 'map' ? valueAt(container, 'image') : container;
  addImage(list, image);
  addDeclarations(list, valueAt(container, 'env'));
}

const DOCKER = 'docker://';
const ACTION = /^[\w.-]{1,100}\/[\w.-]{1,100}(?:\/[\w./-]{1,300})?$/;

/**
 * Adds `owner/repo@ref`, `owner/repo/path@ref`, a reusable workflow's path, or an image. Local actions (`./x`) are no
 * third party.
 */
function addUses(list: SignalList, node: DataNode | undefined): void {
  const text = textOf(node) ?? '';
  if (node === undefined || text.startsWith('.')) return;
  if (text.startsWith(DOCKER)) return addImage(list, node, text.slice(DOCKER.length));
  const refAt = text.indexOf('@');
  const action = refAt === -1 ? text : text.slice(0, refAt);
  const ref = refAt === -1 ? null : text.slice(refAt + 1).slice(0, 200);
  if (ACTION.test(action)) list.add(node.at, { kind: 'action', action, ref });
}

/**
 * Tokens for GitHub itself. A workflow that calls the platform it runs on, through the API or `gh`, integrates no third
 * party.
 */
const OTHERWISE_MEANT = new Set(['GITHUB_TOKEN', 'GH_TOKEN']);
const CONTEXT =
  /\b(?:secrets|vars)[ \t]{0,8}(?:\.[ \t]{0,8}([A-Za-z_]\w*)|\[[ \t]{0,8}'([A-Za-z_]\w*)'[ \t]{0,8}\])(?![\w.-])/gi;

/** Adds `secrets.NAME` and `vars.NAME` inside `${{ }}`, and in `if`, which is an expression without braces. */
function addExpressions(list: SignalList, document: ParsedDocument, root: DataNode): void {
  walkScalars(root, (scalar, key) => {
    if (!scalar.text.includes('secrets') && !scalar.text.includes('vars')) return;
    const findPiece = makePieceFinder(document.text, scalar);
    const expressions = key === 'if' ? [scalar.text] : findExpressions(scalar.text);
    for (const expression of expressions) {
      for (const match of expression.matchAll(CONTEXT)) {
        const name = match[1] ?? match[2] ?? '';
        const at = findPiece(match[0]);
        const optional = /^\s{0,8}\|\|/.test(
          expression.slice(match.index + match[0].length, match.index + match[0].length + 12),
        );
        list.add(at, { kind: 'env', name, access: 'read', value: null, optional });
      }
    }
  });
}

function findExpressions(text: string): string[] {
  const found: string[] = [];
  for (let start = text.indexOf('${{'); start !== -1;) {
    const end = text.indexOf('}}', start);
    if (end === -1) break;
    found.push(text.slice(start + 3, end));
    start = text.indexOf('${{', end);
  }
  return found;
}
