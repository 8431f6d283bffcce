import { entriesOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { addDeclarations } from '../add-declarations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

// https://developers.cloudflare.com/workers/wrangler/configuration/
const BINDINGS = new Set([
  'r2_buckets',
  'kv_namespaces',
  'd1_databases',
  'queues',
  'ai',
  'ai_search',
  'hyperdrive',
  'vectorize',
  'durable_objects',
  'browser',
  'images',
  'workflows',
  'analytics_engine_datasets',
  'send_email',
  'containers',
  'pipelines',
  'secrets_store_secrets',
  'mtls_certificates',
  'dispatch_namespaces',
]);

/** Bindings of a `wrangler.toml` as `cloudflare:r2_buckets` and so on, and its variables. */
export function readWranglerToml(text: string): ManifestFacts {
  return readWrangler(parseToml(text));
}

/** The same for a `wrangler.json` or `wrangler.jsonc`. */
export function readWranglerJson(text: string): ManifestFacts {
  return readWrangler(parseJson(text));
}

function readWrangler(document: ParsedDocument): ManifestFacts {
  return readDocument(document, (list, root) => {
    addHome(list, root);
    for (const [, { value }] of entriesOf(valueAt(root, 'env'))) addHome(list, value);
  });
}

function addHome(list: SignalList, home: DataNode): void {
  for (const [name, { at, value }] of entriesOf(home)) {
    const isEmpty = value.kind === 'list' && value.items.length === 0;
    if (BINDINGS.has(name) && value.kind !== 'scalar' && !isEmpty)
      list.add(at, { kind: 'resource', type: `cloudflare:${name}` });
    if (name === 'pages_build_output_dir') list.add(at, { kind: 'resource', type: 'cloudflare:pages' });
  }
  addDeclarations(list, valueAt(home, 'vars'));
}
