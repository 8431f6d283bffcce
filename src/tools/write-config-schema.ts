import { z } from 'zod';
import { configSchema } from '../core/config/config-schema.ts';
import { renderConfigReference, type JsonSchema } from './render-config-reference.ts';
import { writeDocuments, type Documents } from './write-documents.ts';

/** The JSON Schema of .integrations.yml as people write it, before defaults are filled in. */
export function configJsonSchema(): JsonSchema {
  return {
    ...z.toJSONSchema(configSchema, { io: 'input' }),
    title: 'Integration Audit: .integrations.yml',
  } as JsonSchema;
}

/** The generated documents about the configuration. */
export function configDocuments(): Documents {
  const schema = configJsonSchema();
  return new Map([
    ['integrations.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
    ['configuration.md', renderConfigReference(schema)],
  ]);
}

if (import.meta.main) writeDocuments(configDocuments(), process.argv.slice(2));
