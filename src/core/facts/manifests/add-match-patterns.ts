import { itemsOf, textOf, valueAt, type DataNode } from '../parse/data-node.ts';
import { findUrlHosts } from './find-url-hosts.ts';
import type { SignalList } from './make-signal-list.ts';

/** Keys that list the sites an extension may access. In manifest version 2 they are mixed with other permissions. */
const PERMISSIONS = ['host_permissions', 'optional_host_permissions', 'permissions', 'optional_permissions'];

/** Sites per list. A longer list names every site of some category. */
const MOST_SITES = 24;

/**
 * Adds the sites that a browser extension works on, from the match patterns of its manifest, such as `*://*.acme.io/*`
 * (https://developer.chrome.com/docs/extensions/develop/concepts/match-patterns). A pattern for all hosts adds none.
 */
export function addMatchPatterns(list: SignalList, manifest: DataNode | undefined): void {
  for (const key of PERMISSIONS) addSites(list, valueAt(manifest, key));
  for (const script of itemsOf(valueAt(manifest, 'content_scripts'))) addSites(list, valueAt(script, 'matches'));
  // These sites call the extension, which need not use them.
  for (const pattern of itemsOf(valueAt(manifest, 'externally_connectable', 'matches')))
    addSite(list, pattern, { bare: true });
}

function addSites(list: SignalList, patterns: DataNode | undefined): void {
  const sites = itemsOf(patterns);
  const use = sites.length > MOST_SITES ? ({ bare: true } as const) : ({ requested: true } as const);
  for (const pattern of sites) addSite(list, pattern, use);
}

function addSite(list: SignalList, pattern: DataNode, use: { bare: true } | { requested: true }): void {
  const text = (textOf(pattern) ?? '').replace(ANY_WEB_SCHEME, 'https://');
  for (const { host, path } of findUrlHosts(text)) list.add(pattern.at + 1, { kind: 'host', host, path, ...use });
}

const ANY_WEB_SCHEME = /^\*:\/\//;
