import { expect, test } from 'vitest';
import { evidenceSentence, placeMarkdown } from '../../../../src/core/report/sentences/evidence-sentence.ts';
import { toPlain } from '../../../../src/core/report/sentences/sentence.ts';
import type { Evidence } from '../../../../src/core/inventory-types.ts';
import { makeEvidence } from '../../../support/make-audit.ts';

const CASES: [Partial<Evidence>, string][] = [
  [{ kind: 'package', value: 'stripe', detail: 'npm ^14.0.0' }, 'npm package `stripe` ^14.0.0'],
  [{ kind: 'package', value: 'stripe', detail: 'pypi >=2, <3' }, 'pypi package `stripe` >=2, <3'],
  [{ kind: 'package', value: 'stripe', detail: 'npm' }, 'npm package `stripe`'],
  [{ kind: 'package', value: 'stripe', detail: null }, 'package `stripe`'],
  [{ kind: 'env', value: 'A_KEY', detail: 'read' }, 'env name `A_KEY` (read)'],
  [{ kind: 'env', value: 'A_KEY', detail: null }, 'env name `A_KEY`'],
  [{ kind: 'image', value: 'postgres', detail: '17' }, 'image `postgres:17`'],
  [{ kind: 'action', value: 'acme/deploy', detail: 'v1' }, 'action `acme/deploy@v1`'],
  [{ kind: 'code', value: '.storage.from(', detail: null }, 'call `.storage.from(`'],
  [{ kind: 'host', value: 'api.acme.io/v1', detail: null }, 'host `api.acme.io/v1`'],
  [{ kind: 'import', value: 'acme', detail: 'python' }, 'import `acme`'],
  [{ kind: 'resource', value: 'aws_s3_bucket', detail: null }, 'resource `aws_s3_bucket`'],
  [{ kind: 'file', value: 'netlify.toml', detail: null }, 'file `netlify.toml`'],
];

test.each(CASES)('Evidence %j is named.', (evidence, expected) => {
  expect(toPlain(evidenceSentence(makeEvidence(evidence)))).toBe(expected);
});

test('A place is linked where its address is known.', () => {
  const place = { path: 'src/a.ts', line: 3 };
  expect(placeMarkdown(place)).toBe('`src/a.ts:3`');
  expect(placeMarkdown(place, (path, line) => `https://g.example/${path}#L${line}`)).toBe(
    '[`src/a.ts:3`](https://g.example/src/a.ts#L3)',
  );
});
