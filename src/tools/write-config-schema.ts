import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { configSchema } from '../core/config/config-schema.ts';
import { renderConfigReference, type JsonSchema } from './render-config-reference.ts';

const FILES = new URL('../../docs/', import.meta.url);

/** The JSON Schema of .integrations.yml, as people write it: before defaults are filled in. */
export function configJsonSchema(): JsonSchema {
  return {
    ...z.toJSONSchema(configSchema, { io: 'input' }),
    title: 'Integration Audit: .integrations.yml',
  } as JsonSchema;
}

/** The generated files: name within docs/ -> content. */
export function configDocuments(): Map<string, string> {
  const schema = configJsonSchema();
  return new Map([
    ['integrations.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
    ['configuration.md', renderConfigReference(schema)],
  ]);
}

/** Names of the generated files whose content on disk is not what the schema says. */
export function findStaleDocuments(): string[] {
  return [...configDocuments()].filter(([name, content]) => readOrEmpty(name) !== content).map(([name]) => name);
}

function readOrEmpty(name: string): string {
  try {
    return readFileSync(new URL(name, FILES), 'utf8');
  } catch {
    return '';
  }
}

function main(args: readonly string[]): void {
  const stale = findStaleDocuments();
  if (args.includes('--check')) {
    for (const name of stale)
      process.stderr.write(`docs/${name} is stale: run node src/tools/write-config-schema.ts\n`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const [name, content] of configDocuments()) writeFileSync(new URL(name, FILES), content);
  process.stdout.write(stale.length === 0 ? 'Nothing to write.\n' : `Written: ${stale.join(', ')}\n`);
}

if (import.meta.main) main(process.argv.slice(2));
