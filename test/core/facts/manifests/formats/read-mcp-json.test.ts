import { describe, expect, it } from 'vitest';
import { readMcpJson } from '../../../../../src/core/facts/manifests/formats/read-mcp-json.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readMcpJson(text));

describe('readMcpJson', () => {
  it.each([
    ['{"servers": {"a": {"type": "http", "url": "https://mcp.acme.io/mcp"}}}', ['1:44 host mcp.acme.io /mcp']],
    [
      '{"mcpServers": {\n  "a": {"command": "npx", "args": ["-y", "@acme/mcp@1"], "env": {"ACME_API_KEY": ""}}\n}}',
      ['2:66 env ACME_API_KEY declared none required', '2:20 npm @acme/mcp 1 development'],
    ],
    ['{"mcpServers": {"a": {"command": "uvx", "args": ["acme-mcp"]}}}', ['1:34 pypi acme-mcp null development']],
    ['{"mcpServers": {"a": {"command": "node", "args": ["; npx acme"]}}}', []],
    ['{"servers": ["npx"], "mcpServers": "x"}', []],
  ])('%s', (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });
});
