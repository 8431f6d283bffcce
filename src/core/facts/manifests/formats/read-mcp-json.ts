import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { findCommandFacts } from '../scripts/find-command-facts.ts';
import { quoteWords } from '../scripts/quote-words.ts';
import { readDocument } from './read-document.ts';

/**
 * MCP servers that `.mcp.json` and `.vscode/mcp.json` configure for coding assistants: hosts of remote servers,
 * packages and images of local ones (in scope `development`), and the variables passed to them
 * (https://code.visualstudio.com/docs/copilot/customization/mcp-servers).
 */
export function readMcpJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    for (const table of ['mcpServers', 'servers'])
      for (const [, { value }] of entriesOf(valueAt(root, table))) addServer(list, value);
  });
}

function addServer(list: SignalList, server: DataNode): void {
  addScalarHosts(list, valueAt(server, 'url'));
  addDeclarations(list, valueAt(server, 'env'));
  const command = valueAt(server, 'command');
  if (command === undefined) return;
  const words = [command, ...itemsOf(valueAt(server, 'args'))].map((node) => textOf(node) ?? '');
  for (const { fact } of findCommandFacts(quoteWords(words), 'development')) list.add(command.at, fact);
}
