import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/core/config/config-schema.ts';
import { listConfigKeys } from '../../src/tools/render-config-reference.ts';
import { configDocuments, configJsonSchema } from '../../src/tools/write-config-schema.ts';
import { findStaleDocuments } from '../../src/tools/write-documents.ts';

const keys = listConfigKeys(configJsonSchema());

test('The schema and the page in docs/ are those of the code.', () => {
  expect(findStaleDocuments(configDocuments())).toEqual([]);
});

test('All keys are found, those of list entries and of either form of an entry too.', () => {
  const paths = keys.map((key) => key.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'version',
      'providers.approved[].review-by',
      'providers.custom[].detect.packages.npm',
      'checks.committed-env',
      'checks.exposed-secret',
      'ignore[].until',
      'report.fail-on',
      'subprocessors.file',
    ]),
  );
});

test.each(keys)('$path says what it is for, with an example.', ({ schema }) => {
  expect(schema.description).toMatch(/^[A-Z].*\.$/);
  expect(schema.examples).not.toEqual([]);
  expect(schema.examples).toBeDefined();
});

test.each(keys)('The examples of $path are valid.', ({ schema }) => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  for (const example of schema.examples ?? [])
    expect({ example, valid: validate(example) }).toEqual({ example, valid: true });
});

test('The JSON Schema refuses what the code refuses.', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(configJsonSchema());
  const samples: unknown[] = [
    { version: 1 },
    {},
    { version: 2 },
    { version: 1, cheks: {} },
    { version: 1, ignore: [{ check: 'leaked-key' }] },
    { version: 1, ignore: [{ check: 'leaked-key', reason: 'x', until: '2027-02-30' }] },
    { version: 1, inventory: { file: '../outside.md' } },
    { version: 1, providers: { approved: ['stripe', { id: 'posthog' }] } },
  ];
  const accepted = [true, false, false, false, false, false, false, true];
  expect(samples.map((sample) => validate(sample))).toEqual(accepted);
  expect(samples.map((sample) => configSchema.safeParse(sample).success)).toEqual(accepted);
});

test('The page shows each key of the schema or names it.', () => {
  const page = configDocuments().get('configuration.md') ?? '';
  const hidden = keys.filter(
    ({ path }) => !page.includes(`\`${path.split('.').at(-1) ?? ''}\``) && !page.includes(`\`${path}\``),
  );
  expect(hidden.map(({ path }) => path).filter((path) => !path.includes('.detect.'))).toEqual([]);
});
