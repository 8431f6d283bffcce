import { entriesOf, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';

const STORE = /^external-secrets\.io\/v[a-z0-9]+\/(?:Cluster)?SecretStore$/;

/** Providers whose key is an abbreviation. All others are named by their key. */
const NAMES: Readonly<Record<string, string>> = {
  'aws SecretsManager': 'aws-secrets-manager',
  'aws ParameterStore': 'aws-ssm',
  azurekv: 'azure-key-vault',
  gcpsm: 'google-secret-manager',
  vault: 'hashicorp-vault',
  onepassword: '1password',
};
/** Providers that are no third party: the cluster itself, an arbitrary server, and a fake for tests. */
const NOBODYS = new Set(['fake', 'kubernetes', 'webhook']);

/**
 * Adds the service from which the External Secrets Operator fetches secrets, from `spec.provider` of its stores, as a
 * service that a setting selects by name.
 *
 * @see https://external-secrets.io/latest/api/spec/
 */
export function addSecretStore(list: SignalList, type: string, resource: DataNode): void {
  if (!STORE.test(type)) return;
  for (const [key, { at, value }] of entriesOf(valueAt(resource, 'spec', 'provider'))) {
    const service = textOf(valueAt(value, 'service'));
    const written = service === null ? key : `${key} ${service}`;
    const name = Object.hasOwn(NAMES, written) ? NAMES[written] : key;
    if (name !== undefined && !NOBODYS.has(name)) list.add(at, { kind: 'resource', type: `named:${name}` });
  }
}
