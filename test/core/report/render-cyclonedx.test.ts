import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { expect, test } from 'vitest';
import { isCycloneDx, renderCycloneDx, type CycloneDxContext } from '../../../src/core/report/render-cyclonedx.ts';
import type { Integration } from '../../../src/core/inventory-types.ts';
import { makeEvidence, makeIntegration } from '../../support/make-audit.ts';

const CONTEXT: CycloneDxContext = {
  repository: 'acme/shop',
  version: '1.2.3',
  rules: new Map([
    ['stripe', { name: 'Stripe', parent: null, url: 'https://stripe.com', vendor: { dpa: 'https://stripe.com/dpa' } }],
    ['aws', { name: 'AWS', parent: null, url: 'https://aws.amazon.com' }],
    ['aws-s3', { name: 'AWS S3', parent: 'aws', url: 'https://aws.amazon.com/s3/' }],
  ]),
};

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

async function servicesOf(...integrations: Integration[]): Promise<unknown[]> {
  const text = renderCycloneDx({ integrations }, CONTEXT);
  expect(await validator.validate(text)).toBeNull();
  return JSON.parse(text).services;
}

test('An integration is a service, with its vendor, its addresses and each piece of its evidence.', async () => {
  const host = makeEvidence({ kind: 'host', value: 'api.stripe.com/v1', detail: null, path: 'src/pay.ts', line: 9 });
  const evidence = [makeEvidence(), host, { ...host, line: 30 }];
  expect(await servicesOf(makeIntegration({ aliases: ['Stripe Inc'], evidence }))).toEqual([
    {
      'bom-ref': 'service:stripe',
      provider: { name: 'Stripe', url: ['https://stripe.com'] },
      name: 'Stripe',
      endpoints: ['//api.stripe.com/v1'],
      externalReferences: [
        { type: 'website', url: 'https://stripe.com' },
        { type: 'other', url: 'https://stripe.com/dpa', comment: 'Data processing agreement' },
      ],
      properties: [
        { name: 'integration-audit:category', value: 'payments' },
        { name: 'integration-audit:confidence', value: 'confirmed' },
        { name: 'integration-audit:alias', value: 'Stripe Inc' },
        { name: 'integration-audit:evidence', value: 'package.json:12 npm package `stripe` ^14.0.0' },
        { name: 'integration-audit:evidence', value: 'src/pay.ts:9 host `api.stripe.com/v1`' },
        { name: 'integration-audit:evidence', value: 'src/pay.ts:30 host `api.stripe.com/v1`' },
      ],
    },
  ]);
});

test("A product's provider is the company it belongs to; a pattern of hosts is no address.", async () => {
  const evidence = [makeEvidence({ kind: 'host', value: '*.s3.amazonaws.com', detail: null })];
  const [service] = await servicesOf(
    makeIntegration({ provider: 'aws-s3', name: 'AWS S3', category: 'storage', evidence }),
  );
  expect(service).toMatchObject({ provider: { name: 'AWS', url: ['https://aws.amazon.com'] }, name: 'AWS S3' });
  expect(service).not.toHaveProperty('endpoints');
});

test('A service that no rule knows has neither provider nor website.', async () => {
  const service = { provider: 'acme.io', name: 'acme.io', confidence: 'inferred', development: true } as const;
  expect(await servicesOf(makeIntegration({ ...service, evidence: [] }))).toEqual([
    {
      'bom-ref': 'service:acme.io',
      name: 'acme.io',
      properties: [
        { name: 'integration-audit:category', value: 'payments' },
        { name: 'integration-audit:confidence', value: 'inferred' },
        { name: 'integration-audit:development', value: 'true' },
      ],
    },
  ]);
});

test('The repository depends on every service, and the same code gives the same bytes.', async () => {
  const text = renderCycloneDx({ integrations: [makeIntegration()] }, CONTEXT);
  const { metadata, dependencies } = JSON.parse(text);
  expect(metadata.component).toEqual({ type: 'application', 'bom-ref': 'repository', name: 'acme/shop' });
  expect(dependencies).toEqual([{ ref: 'repository', dependsOn: ['service:stripe'] }]);
  expect(renderCycloneDx({ integrations: [makeIntegration()] }, CONTEXT)).toBe(text);
  expect(await servicesOf()).toEqual([]);
});

test('A document of another tool is not taken for one of ours.', async () => {
  const text = renderCycloneDx({ integrations: [] }, CONTEXT);
  expect(isCycloneDx(text)).toBe(true);
  expect(isCycloneDx(text.replace('"integration-audit"', '"cdxgen"'))).toBe(false);
  expect(isCycloneDx('{ "name": "integration-audit" }')).toBe(false);
});
