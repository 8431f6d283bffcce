import { expect, test } from 'vitest';
import { auditFiles } from '../support/audit-files.ts';

const MAIN = 'package main\n\nimport "github.com/stripe/stripe-go/v80/webhook"\n\nfunc main() { webhook.Take() }\n';

test.each([
  ['its own', 'module github.com/stripe/stripe-go/v80\n\ngo 1.24\n', []],
  ["another's", 'module acme.io/shop\n\ngo 1.24\n', ['stripe']],
])('A change that imports a module of Go, %s.', async (_title, manifest, expected) => {
  const before = { 'go.mod': manifest };
  const { audit } = await auditFiles(before, { ...before, 'main.go': MAIN });
  expect(audit.change.added.map(({ provider }) => provider)).toEqual(expected);
});
