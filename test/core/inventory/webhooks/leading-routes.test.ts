import { expect, test } from 'vitest';
import { frameworkOf, routeOf } from '../../../../src/core/inventory/webhooks/leading-routes.ts';
import type { WebhookFact } from '../../../../src/core/webhook-types.ts';

const fact = (framework: string, route: string): WebhookFact => ({
  line: 1,
  column: 1,
  endLine: 1,
  provider: null,
  route,
  method: 'POST',
  framework,
  verification: 'unverified',
  why: 'no-verification',
  verifiedAt: null,
  delegations: [],
});
const leading = (route: string) => [
  {
    path: 'config/routes.rb',
    fact: fact('rails', route),
    target: null,
    settled: { verdict: { verification: 'unverified', why: 'no-verification' }, verifiedIn: null },
  } as const,
];

test.each([
  // Rails has its addresses in one file; the place of a controller is but a guess.
  ['rails', '/acme-webhook'],
  ['symfony', '/payments/acme'],
])('the address of an action of %s', (framework, told) => {
  expect(routeOf(fact(framework, '/payments/acme'), leading('/acme-webhook'))).toBe(told);
});

test('an action that no route of Rails is told to lead to is where its controller lies', () => {
  expect(routeOf(fact('rails', '/payments/acme'), [])).toBe('/payments/acme');
});

test.each([
  ['koa', 'unknown', 'koa'],
  ['unknown', 'unknown', 'unknown'],
  // Its own file knows better.
  ['koa', 'express', 'express'],
])('a route of %s leads to a handler of %s: %s', (route, own, told) => {
  const [front] = leading('/hooks');
  expect(frameworkOf(fact(own, '/hooks'), [{ ...front!, fact: fact(route, '/hooks') }])).toBe(told);
});
