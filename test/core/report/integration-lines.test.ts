import { expect, it } from 'vitest';
import { integrationLines } from '../../../src/core/report/integration-lines.ts';
import { makeEvidence, makeIntegration } from '../../support/make-audit.ts';

it.each([
  ['path:/v1/acme', 'Request paths', '/v1/acme'],
  ['header:x-acme-key', 'Request headers', 'x-acme-key'],
  ['cli:acme deploy', 'Commands', 'acme deploy'],
  ['aws_s3_bucket', 'Resources', 'aws_s3_bucket'],
])('tells %s once, under %s', (value, label, written) => {
  const integration = makeIntegration({ evidence: [makeEvidence({ kind: 'resource', value, detail: null })] });
  const rows = integrationLines(integration, { env: [] }).filter((line) => line.includes(written));
  expect(rows.map((line) => /^ {2}- ([^:]+):/.exec(line)?.[1])).toEqual([label]);
});
