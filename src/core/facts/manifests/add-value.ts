import { parseBareHost } from '../parse-bare-host.ts';
import { PUBLIC_REGISTRIES } from '../../rulebook/public-registries.ts';
import { readLocalAddress } from '../read-local-address.ts';
import { findServiceAddresses } from './find-service-addresses.ts';
import { findUrlHosts } from './find-url-hosts.ts';
import type { SignalList } from './make-signal-list.ts';
import { parseChoice } from './references/parse-choice.ts';

/** A configured value: its key, and the offset of its first character. */
export type ConfiguredValue = {
  key: string | null;
  text: string;
  at: number;
  /** The document contains the text unescaped, so offsets within it are exact. */
  literal?: boolean;
};

/** Settings for the source of packages at build time. */
const FETCHES = /(?:registry|mirror|index)(?:_?url)?$/i;

/** Settings for clients that the application accepts, such as `CORS_ORIGINS`. It does not call them. */
const LETS_IN = /cors|(?:allowed|trusted)_?(?:origin|host|domain)s?$/i;

/** A setting for the name of an AI model, and the form of such a name. */
const MODEL_KEY = /(?:^|[_.-])(?:model|model[_-]?(?:name|id))$/i;
const MODEL = /^[a-z][a-z0-9]{1,20}(?:[.-][a-z0-9]{1,20}){1,6}$/i;

/**
 * The container registry that a setting of that name holds. `REGISTRY: ghcr.io` has too few labels to count as a host
 * elsewhere.
 */
function registryOf(key: string | null, text: string): string | null {
  const host = text.trim();
  return key !== null && /registry$/i.test(key) && PUBLIC_REGISTRIES.has(host) ? host : null;
}

/** Adds what a value reveals: the hosts and services in its URLs, the provider it selects, the model it names. */
export function addValue(list: SignalList, { key, text, at, literal = false }: ConfiguredValue): void {
  const place = (index: number): number => (literal ? at + index : at);
  const hosts = key !== null && FETCHES.test(key) ? [] : findUrlHosts(text);
  const bareness = key !== null && LETS_IN.test(key) ? { bare: true as const } : {};
  for (const { host, path, index } of hosts) list.add(place(index), { kind: 'host', host, path, ...bareness });
  const bare = hosts.length === 0 ? (parseBareHost(text.trim()) ?? registryOf(key, text)) : null;
  if (bare !== null) list.add(at, { kind: 'host', host: bare, path: '/', bare: true });
  for (const { 0: scheme, index } of text.matchAll(/\b[a-z]{2,8}:\/\//gi)) {
    const local = readLocalAddress(text, index + scheme.length);
    if (local !== null) list.add(place(index), { kind: 'resource', type: `local:${local}` });
  }
  for (const { scheme, index } of findServiceAddresses(text))
    list.add(place(index), { kind: 'resource', type: `scheme:${scheme}` });
  if (key !== null && MODEL_KEY.test(key) && MODEL.test(text.trim()))
    list.add(at, { kind: 'resource', type: `model:${text.trim().toLowerCase()}` });
  const choice = key === null ? null : parseChoice(key, text);
  if (choice !== null) list.add(at, { kind: 'resource', type: `named:${choice}` });
}
