import { entriesOf, isTrue, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';

/**
 * Features that a `supabase/config.toml` enables (https://supabase.com/docs/guides/local-development/cli/config):
 * sign-in providers (`supabase:auth.external.github`), text message senders (`supabase:auth.sms.twilio`), hooks, custom
 * SMTP servers, buckets (`supabase:storage`), functions (`supabase:functions`), and `env(NAME)`. A new project's file
 * enables storage, realtime and the studio by default, so those settings are ignored.
 */
export function readSupabaseConfig(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    for (const part of ['external', 'sms', 'hook']) addEnabled(list, valueAt(root, 'auth', part), `auth.${part}`);
    addSmtp(list, valueAt(root, 'auth', 'email', 'smtp'));
    addFirst(list, valueAt(root, 'storage', 'buckets'), 'storage');
    addFirst(list, valueAt(root, 'functions'), 'functions');
    addReads(list, root);
  });
}

function addEnabled(list: SignalList, table: DataNode | undefined, part: string): void {
  for (const [name, { at, value }] of entriesOf(table)) {
    if (isTrue(valueAt(value, 'enabled')) && /^[\w-]{1,60}$/.test(name))
      list.add(at, { kind: 'resource', type: `supabase:${part}.${name}` });
  }
}

function addSmtp(list: SignalList, smtp: DataNode | undefined): void {
  const hostNode = valueAt(smtp, 'host');
  const host = (textOf(hostNode) ?? '').toLowerCase();
  if (hostNode === undefined || textOf(valueAt(smtp, 'enabled')) === 'false') return;
  if (/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}$/.test(host))
    list.add(hostNode.at, { kind: 'host', host, path: '/' });
}

function addFirst(list: SignalList, table: DataNode | undefined, part: string): void {
  for (const [, { at }] of entriesOf(table)) {
    list.add(at, { kind: 'resource', type: `supabase:${part}` });
    return;
  }
}

/** Sections that list variables of disabled features in a new project's file. */
const UNASKED = new Set(['studio', 'experimental']);

function addReads(list: SignalList, root: DataNode): void {
  for (const [section, entry] of entriesOf(root)) {
    if (UNASKED.has(section)) continue;
    walkMaps(entry.value, (map) => {
      if (textOf(valueAt(map, 'enabled')) === 'false') return;
      for (const [, { value }] of map.entries) {
        const name = /^env\(([A-Za-z_]\w{0,199})\)$/.exec(textOf(value) ?? '')?.[1];
        if (name !== undefined) list.add(value.at, { kind: 'env', name, access: 'read', value: null, optional: false });
      }
    });
  }
}
