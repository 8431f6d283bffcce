import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** A node's type, with its package: `n8n-nodes-base.slackTrigger`, `@n8n/n8n-nodes-langchain.lmChatOpenAi`. */
const TYPE = /^(?:@[\w-]{1,60}\/)?n8n-nodes-[\w-]{1,60}\.([A-Za-z][A-Za-z0-9]{1,60})$/;
/** The role of a node, as a prefix or suffix of the service's name. */
const ROLES =
  /^(?:lmChat|lmOpen(?!Ai)|lm|embeddings|vectorStore|memory|reranker|tool)(?=[A-Z])|(?:Trigger|Tool|Chat)$/g;
/** Suffixes of credential types after the service's name: `slackOAuth2Api`, `postgres`. */
const CREDENTIALS = /(?:OAuth2)?(?:Api|AccessToken|TokenApi)?$/;

/** Services for which n8n's name differs from the rules'. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['facebookgraph', 'meta graph api'],
  ['googlepalm', 'google gemini'],
  ['googlefirebasecloudfirestore', 'cloud firestore'],
  ['googlefirebaserealtimedatabase', 'firebase realtime database'],
  ['huggingfaceinference', 'hugging face'],
  ['linkedin', 'linkedin api'],
  ['microsoftexcel', 'microsoft graph'],
  ['microsoftoutlook', 'microsoft graph'],
  ['microsoftsql', 'microsoft sql server'],
  ['mistralcloud', 'mistral'],
  ['mondaycom', 'monday.com'],
  ['mongodbatlas', 'mongodb'],
  ['sentryio', 'sentry'],
  ['xaigrok', 'xai'],
]);

/**
 * Services in workflows exported from n8n: those that nodes and credentials name, and the hosts they call
 * (https://docs.n8n.io/workflows/export-import/). Disabled nodes are skipped.
 */
export function readN8nWorkflow(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    const workflows = root.kind === 'list' ? root.items : [root];
    for (const node of workflows.flatMap((workflow) => itemsOf(valueAt(workflow, 'nodes')))) addNode(list, node);
  });
}

/** Any JSON may be a workflow; the types of its nodes identify one. */
export function looksLikeN8nWorkflow(text: string): boolean {
  return text.includes('n8n-nodes-') && text.includes('"nodes"');
}

function addNode(list: SignalList, node: DataNode): void {
  const type = valueAt(node, 'type');
  const name = TYPE.exec(textOf(type) ?? '')?.[1];
  if (type === undefined || name === undefined || textOf(valueAt(node, 'disabled')) === 'true') return;
  list.add(type.at, { kind: 'resource', type: 'named:n8n' });
  addService(list, type.at, name.replaceAll(ROLES, ''));
  for (const [kind, { at }] of entriesOf(valueAt(node, 'credentials')))
    addService(list, at, kind.slice(0, 80).replace(CREDENTIALS, ''));
  addScalarHosts(list, valueAt(node, 'parameters', 'url'));
}

/** Adds a service by n8n's name for it, `azureOpenAi`. Names that are not services, such as `code`, match no rule. */
function addService(list: SignalList, at: number, name: string): void {
  const service = name.toLowerCase();
  if (service !== '') list.add(at, { kind: 'resource', type: `named:${OTHERWISE.get(service) ?? service}` });
}
