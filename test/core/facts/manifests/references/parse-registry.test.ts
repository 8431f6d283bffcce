import { expect, it } from 'vitest';
import { parseRegistry } from '../../../../../src/core/facts/manifests/references/parse-registry.ts';

it.each([
  ['europe-west1-docker.pkg.dev/p/r/api:1', 'europe-west1-docker.pkg.dev'],
  ['${{ env.REGION }}-docker.pkg.dev', '*.pkg.dev'],
  ['${var.region}-docker.pkg.dev/${var.project}/api:latest', '*.pkg.dev'],
  ['$ACCOUNT.dkr.ecr.$REGION.amazonaws.com/api', '*.dkr.ecr.*.amazonaws.com'],
  ['ghcr.io', 'ghcr.io'],
  ['ghcr.io/acme/api:1', 'ghcr.io'],
  ['registry.acme.io:5000/api', 'registry.acme.io'],
])('%s comes from %s', (reference, host) => {
  expect(parseRegistry(reference)).toEqual({ host, path: '/' });
});

it.each([
  'node:24',
  'acme/api:1',
  'localhost:5000/api',
  '${REGISTRY}/api',
  'registry.local/api',
  'deploy.sh',
  'k8s.prod.yaml',
  'v1.2.3',
  'acme.io',
  '10.0.0.1/api',
  '',
])('%s names no registry', (reference) => {
  expect(parseRegistry(reference)).toBeNull();
});
