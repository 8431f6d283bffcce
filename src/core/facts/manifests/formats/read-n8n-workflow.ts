import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** A node's type by its package: `n8n-nodes-base.slackTrigger`, `@n8n/n8n-nodes-langchain.lmChatOpenAi`. */
const TYPE = /^(?:@[\w-]{1,60}\/)?n8n-nodes-[\w-]{1,60}\.([A-Za-z][A-Za-z0-9]{1,60})$/;
/** What a node does with its service, before and after the service's name. */
const ROLES =
  /^(?:lmChat|lmOpen(?!Ai)|lm|embeddings|vectorStore|memory|reranker|tool)(?=[A-Z])|(?:Trigger|Tool|Chat)$/g;
/** What a kind of credentials is, after the service's name: `slackOAuth2Api`, `postgres`. */
const CREDENTIALS = /(?:OAuth2)?(?:Api|AccessToken|TokenApi)?$/;

/** Services that n8n calls otherwise than others do. */
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
 * Workflows that n8n exports: the services of their nodes and credentials, by name, and the hosts that they call
 * (https://docs.n8n.io/workflows/export-import/). Nodes that are switched off say nothing.
 */
export function readN8nWorkflow(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    const workflows = root.kind === 'list' ? root.items : [root];
    for (const node of workflows.flatMap((workflow) => itemsOf(valueAt(workflow, 'nodes')))) addNode(list, node);
  });
}

/** Any JSON may be a workflow: the types of its nodes tell. */
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

/** A service as n8n writes its name, `azureOpenAi`; what is no service's name, such as `code`, is for no rule. */
function addService(list: SignalList, at: number, name: string): void {
  const service = name.toLowerCase();
  if (service !== '') list.add(at, { kind: 'resource', type: `named:${OTHERWISE.get(service) ?? service}` });
}
