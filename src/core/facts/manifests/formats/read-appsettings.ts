import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { typeOfSetting } from '../../../named-setting.ts';
import { addScalarHosts } from '../add-hosts.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { walkScalars } from '../walk-scalars.ts';

// https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax. The first match wins.
const KINDS: readonly [RegExp, string][] = [
  [/^\s*mongodb(?:\+srv)?:\/\//i, 'mongodb'],
  [/^\s*postgres(?:ql)?:\/\//i, 'postgresql'],
  [/^\s*mysql:\/\//i, 'mysql'],
  [/^\s*rediss?:\/\//i, 'redis'],
  [/^\s*amqps?:\/\//i, 'rabbitmq'],
  [/\bAccountEndpoint\s{0,5}=/i, 'azure-cosmos-db'],
  [/\bDefaultEndpointsProtocol\s{0,5}=|\bUseDevelopmentStorage\s{0,5}=/i, 'azure-storage'],
  [/\bEndpoint\s{0,5}=\s{0,5}sb:/i, 'azure-service-bus'],
  [/\bInstrumentationKey\s{0,5}=/i, 'application-insights'],
  [/\babortConnect\s{0,5}=|^\s*[\w.-]{1,200}:6379\b/i, 'redis'],
  [/\bData Source\s{0,5}=[^;]{0,300}\.(?:db|sqlite3?)\b|\b(?:Data Source|Filename)\s{0,5}=\s{0,5}:memory:/i, 'sqlite'],
  [/\bPort\s{0,5}=\s{0,5}3306\b|\bUid\s{0,5}=/i, 'mysql'],
  [/\bPort\s{0,5}=\s{0,5}5432\b|(?:^|;)\s{0,5}Host\s{0,5}=/i, 'postgresql'],
  [
    /\b(?:Initial Catalog|Trusted_Connection|TrustServerCertificate|MultipleActiveResultSets|Integrated Security)\s{0,5}=/i,
    'sqlserver',
  ],
  [/(?:^|;)\s{0,5}(?:Server|Data Source)\s{0,5}=/i, 'sqlserver'],
];

/**
 * From .NET's `appsettings*.json`: hosts, services whose credentials a section holds, and the databases of its
 * connection strings, as `dotnet:postgresql`. The strings themselves are never kept.
 */
export function readAppsettings(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    walkScalars(root, (scalar) => addScalarHosts(list, scalar));
    addSections(list, root, []);
    for (const [, { value }] of entriesOf(valueAt(root, 'ConnectionStrings'))) {
      const connection = (textOf(value) ?? '').slice(0, 2_000);
      const kind = KINDS.find(([pattern]) => pattern.test(connection))?.[1];
      const server = /(?:^|;)\s{0,5}(?:Server|Host|Data Source)\s{0,5}=\s{0,5}(?:tcp:)?([\w.-]{4,253})/i.exec(
        connection,
      );
      // Azure SQL is identified by its host, so it does not also count as SQL Server.
      const isAzures = kind === 'sqlserver' && /\.database\.windows\.net$/i.test(server?.[1] ?? '');
      if (kind !== undefined && !isAzures) list.add(value.at, { kind: 'resource', type: `dotnet:${kind}` });
      if (kind === 'sqlite') continue;
      for (const { host } of findUrlHosts(`tcp://${server?.[1] ?? ''}`))
        list.add(value.at, { kind: 'host', host, path: '/' });
    }
  });
}

/** Adds the service of each section once, at the first key that identifies it. */
function addSections(list: SignalList, node: DataNode | undefined, path: readonly string[]): void {
  const told = new Set<string>();
  for (const [name, { at, value }] of entriesOf(node)) {
    const type = value.kind === 'scalar' ? typeOfSetting([...path, name]) : null;
    if (type !== null && !told.has(type)) list.add(at, { kind: 'resource', type });
    if (type !== null) told.add(type);
    if (value.kind === 'map') addSections(list, value, [...path, name]);
  }
}
