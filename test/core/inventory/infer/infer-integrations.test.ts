import { describe, expect, it } from 'vitest';
import { gatherIntegrations } from '../../../../src/core/inventory/gather-integrations.ts';
import { inferIntegrations } from '../../../../src/core/inventory/infer/infer-integrations.ts';
import { findOwnNames, NO_OWN_NAMES } from '../../../../src/core/inventory/infer/own-names.ts';
import { compileRulebook } from '../../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS, type Signal } from '../../../../src/core/types.ts';
import type { WebhookFact } from '../../../../src/core/webhook-types.ts';
import { makeRule } from '../../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('stripe', { name: 'Stripe', detect: { hosts: ['api.stripe.com'] } }),
  ...['northwind-maps', 'northwind-mail', 'northwind-pay'].map((id) => makeRule(id)),
]);
const AT = { line: 1, column: 1 };
const host = (text: string): Signal => {
  const slash = text.indexOf('/');
  return slash < 0
    ? { kind: 'host', host: text, path: '/', ...AT }
    : { kind: 'host', host: text.slice(0, slash), path: text.slice(slash), ...AT };
};
const env = (name: string): Signal => ({ kind: 'env', name, access: 'read', value: null, optional: false, ...AT });
const signalOf = (text: string): Signal => (/^[A-Z0-9_]+$/.test(text) ? env(text) : host(text));

function route(text: string): WebhookFact {
  const what = { provider: null, route: text, method: 'POST', framework: 'next', verification: 'unverified' } as const;
  return { ...AT, endLine: 9, ...what, why: 'no-verification', verifiedAt: null, delegations: [] };
}

function infer(
  texts: readonly string[],
  { path = 'src/a.ts', own = NO_OWN_NAMES, routes = [] as string[], aliases = new Map<string, string>() } = {},
): string[] {
  const facts = { ...NO_FACTS, signals: texts.map(signalOf), webhooks: routes.map(route) };
  const found = inferIntegrations({ path, facts }, rulebook, own, aliases);
  return gatherIntegrations(found, rulebook).map((i) => `${i.provider}=${i.name} ${i.confidence}`);
}

describe('inferIntegrations', () => {
  it('takes an address that is asked for more than one that is only written', () => {
    const written: Signal = { kind: 'host', host: 'www.acme.io', path: '/list', ...AT };
    const of = (signals: Signal[]): string[] =>
      gatherIntegrations(
        inferIntegrations({ path: 'src/a.ts', facts: { ...NO_FACTS, signals } }, rulebook, NO_OWN_NAMES),
        rulebook,
      ).map((i) => i.name);
    expect(of([written])).toEqual([]);
    expect(of([{ ...written, requested: true }])).toEqual(['Acme']);
  });

  it.each<[string, string[], string[]]>([
    ['an API host', ['api.acme.io'], ['acme=Acme inferred']],
    ['a host of tools for models', ['mcp.acme.io'], ['acme=Acme inferred']],
    ['an API host below a region', ['api.us-east.acme.io'], ['acme=Acme inferred']],
    ['an API path', ['acme.io/api/v1/users'], ['acme=Acme inferred']],
    ['a path of a service with a WSDL', ['b2b.acme.io/agw/ws/labels/server.php'], ['acme=Acme inferred']],
    ['a host of a country', ['api.acme.co.uk'], ['acme=Acme inferred']],
    ['a host with a verb before the name', ['api.getacme.com'], ['acme=Acme inferred']],
    ['a key', ['ACME_API_KEY'], ['acme=Acme inferred']],
    ['a key for browsers', ['NEXT_PUBLIC_ACME_API_KEY'], ['acme=Acme inferred']],
    ['a key of a runtime configuration', ['NUXT_ACME_API_KEY'], ['acme=Acme inferred']],
    ['the secret of a webhook', ['ACME_WEBHOOK_SECRET'], ['acme=Acme inferred']],
    ['a name of two words', ['ENABLE_BANKING_API_KEY'], ['enablebanking=Enable Banking inferred']],
    ['letters that nobody can speak', ['api.cnb.cz'], ['cnb=CNB inferred']],
    ['one service by several signals', ['ACME_API_KEY', 'api.acme.io', 'ACME_SECRET'], ['acme=Acme inferred']],
    ['two spellings', ['api.enablebanking.com', 'ENABLE_BANKING_SECRET'], ['enablebanking=Enable Banking inferred']],
    ['a domain that is the name', ['datafa.st/api/v1', 'DATAFAST_TOKEN'], ['datafast=Datafast inferred']],
    ['a name with more behind it', ['ACME_INVOICE_CLIENT_SECRET', 'api.acme.io'], ['acme=Acme inferred']],
    ['two weak signals of two kinds', ['dashboard.acme.io', 'ACME_TOKEN'], ['acme=Acme inferred']],
    ['a domain of a general word', ['dev.to/api/articles'], ['dev=dev.to inferred']],
    ['a domain of digits', ['api.8891.com.tw'], ['8891comtw=8891.com.tw inferred']],
    [
      'a domain of several',
      ['instances.acme.dev/api', 'instances.social/api/1.0'],
      ['acme=Acme inferred', 'instances=instances.social inferred'],
    ],
    ['a domain with a word behind the name', ['ACME_API_KEY', 'api.acmetools.com'], ['acme=Acme inferred']],
    ['a domain with apis behind the name', ['ACME_API_KEY', 'acmeapis.co.ke/v1'], ['acme=Acme inferred']],
    ['a domain with a protocol behind the name', ['ACME_API_KEY', 'acmex402.com/api'], ['acme=Acme inferred']],
    ['a name that ends in api', ['NORDIC_API_KEY', 'nordicapi.com/v1'], ['nordicapi=Nordicapi inferred']],
    ['a name that begins as a stand-in', ['api.miappfoo.com'], ['miappfoo=Miappfoo inferred']],
    ['a domain of a plain word', ['api.short.io', 'dashboard.short.cm'], ['short=short.io inferred']],
    [
      'parts of one by their variables',
      ['ACMEPAY_ETH_API_KEY', 'ACMEPAY_TRON_API_KEY', 'ACMEPAY_ETH_WALLET_ID'],
      ['acmepay=Acmepay inferred'],
    ],
    [
      'services that begin with the same short word',
      ['BLUE_HERON_API_KEY', 'BLUE_OTTER_API_KEY'],
      ['blueheron=Blue Heron inferred', 'blueotter=Blue Otter inferred'],
    ],
    ['a network for tests', ['api.acme.xyz', 'api.acme-testnet.xyz'], ['acme=Acme inferred']],
    ['a domain that ends in such a word', ['api.acmetools.com'], ['acmetools=Acmetools inferred']],
  ])('takes %s for a service', (_title, texts, expected) => {
    expect(infer(texts)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['a page', ['www.acme.io', 'acme.io/pricing']],
    ['a paper below what looks like a version', ['www.acme.io/h20195/v2/datasheet.pdf']],
    ['the domain that stands for any', ['api.acme.com']],
    ['documents', ['docs.acme.io/api/reference', 'developers.acme.io/v1']],
    ['files and pictures', ['cdn.acme.io/v1/logo.svg', 'images.acme.io/api/x']],
    ['what a rule knows', ['api.stripe.com', 'files.stripe.com/v1/files', 'STRIPE_TOKEN', 'STRIPE_API_KEY']],
    ['customers of a host', ['acme-api.vercel.app/api', 'api.acme.netlify.app', 'api-x.us-central1.run.app']],
    ['a property of an object', ['api.config.url']],
    [
      'stand-ins',
      ['api.example-company.com', 'your-api.com/api', 'api.mydomain.com', 'api.your-company.io', 'api.smsvendor.com'],
    ],
    ['stand-ins abroad', ['api.seu-dominio.com.br', 'tu-empresa.com/api', 'api.votredomaine.fr', 'api.deine-firma.de']],
    ['what people run themselves', ['stripe.acme.io/api/v2.0', 'api.stripe.acme.io']],
    ['stages', ['staging-api.acme.io', 'api.dev.acme.io']],
    ['secrets of every application', ['JWT_SECRET', 'SESSION_SECRET', 'APP_KEY', 'NEXTAUTH_SECRET', 'ENCRYPTION_KEY']],
    [
      'more of them',
      ['CRON_SECRET', 'SECRET_KEY_BASE', 'ADMIN_PASSWORD', 'ADMIN_API_KEY', 'INTERNAL_API_KEY', 'COOKIE_SECRET'],
    ],
    [
      'general words',
      [
        'API_KEY',
        'AUTH_TOKEN',
        'ACCESS_TOKEN',
        'DB_PASSWORD',
        'PRIVATE_KEY',
        'LLM_API_KEY',
        'SMTP_PASSWORD',
        'DOCS_API_KEY',
        'SIGNAL_WEBHOOK_SIGNING_SECRET',
      ],
    ],
    [
      'general words in two',
      [
        'EMBEDDING_PROVIDER_API_KEY',
        'PREMIUM_SUBSCRIPTIONS_API_TOKEN',
        'FEATURE_TEAM_API_KEY',
        'AUDIO_CONVERSION_API_KEY',
        'MALWARE_SCANNER_API_KEY',
        'HUB_INTERNAL_API_TOKEN',
      ],
    ],
    ['a company of which all parts have rules', ['NORTHWIND_API_KEY', 'NORTHWIND_ADS_CLIENT_SECRET']],
    ['tests', ['TEST_ACME_API_KEY', 'E2E_ACME_API_KEY', 'DUMMY_ACME_API_KEY']],
    ['an abbreviation', ['NLT_API_KEY']],
    ['a single weak signal', ['ACME_TOKEN', 'ACME_SECRET']],
    ['settings', ['ACME_BASE_URL', 'dashboard.acme.io']],
  ])('takes %s for none', (_title, texts) => {
    expect(infer(texts)).toEqual([]);
  });

  it.each<[string[], string[]]>([
    [['api.acme.io'], ['acme.io']],
    [
      ['api.acme-api.io', 'ACME_API_KEY'],
      ['Acme API', 'acme-api.io'],
    ],
    [
      ['api.getacme.com', 'api.acme.dev'],
      ['Getacme', 'acme.dev', 'getacme.com'],
    ],
    [['dev.to/api/articles'], []],
    [['api.8891.com.tw'], ['8891']],
    [['ACME_API_KEY', 'ACME_INVOICE_CLIENT_SECRET'], []],
    [
      ['ACME_API_KEY', 'api.acme.io', 'api.acmetools.com'],
      ['Acmetools', 'acme.io', 'acmetools.com'],
    ],
  ])('knows other names of what %j speaks for', (texts, expected) => {
    const facts = { ...NO_FACTS, signals: texts.map(signalOf) };
    const found = inferIntegrations({ path: 'src/a.ts', facts }, rulebook, NO_OWN_NAMES);
    expect(gatherIntegrations(found, rulebook).map((i) => i.aliases)).toEqual([expected]);
  });

  it.each([
    ['/webhooks/acme', ['acme=Acme inferred']],
    ['/api/acme/webhook', ['acme=Acme inferred']],
    ['/acme-webhook', ['acme=Acme inferred']],
    ['/api/webhooks/payment', []],
    ['/api/webhooks/orders', []],
    ['/webhooks/bootstrap-dev-env', []],
    ['/webhooks/:id', []],
    ['/webhooks/stripe', []],
    ['/webhooks/stripe2', []],
    ['/broadcast-webhook', []],
    ['/northwind/webhook', []],
    ['/webhooks/assignTo', []],
    ['/save_webhook', []],
    ['/webhooks/fulfillments', []],
    ['/webhooks/deliveries', []],
    ['/webhooks/callback', []],
    ['/webhooks/completed', []],
  ])('reads the route %s', (text, expected) => {
    expect(infer([], { routes: [text] })).toEqual(expected);
  });

  it.each(['test/a.ts', 'docs/a.ts', 'prisma/seeds/a.ts', 'src/mock-data.ts', 'locales/en.ts'])(
    'is silent in %s',
    (path) => {
      expect(infer(['api.acme.io'], { path })).toEqual([]);
    },
  );

  it('reads an example of the environment as code', () => {
    expect(infer(['ACME_API_KEY'], { path: '.env.example' })).toEqual(['acme=Acme inferred']);
  });

  it('says nothing of a host without a scheme', () => {
    const facts = { ...NO_FACTS, signals: [{ ...host('api.acme.io'), bare: true } as Signal] };
    expect(inferIntegrations({ path: 'src/a.ts', facts }, rulebook, NO_OWN_NAMES)).toEqual([]);
  });

  it('leaves out what is the application its own', () => {
    const own = findOwnNames('northwind/skystate', ['acme.io'], []);
    expect(infer(['api.acme.io', 'api.skystate.dev', 'SKYSTATE_API_KEY', 'skystate-api.example.io'], { own })).toEqual(
      [],
    );
    expect(infer(['SKYSTATE_ZIPLINE_API_KEY'], { own })).toEqual(['zipline=Zipline inferred']);
    expect(infer(['skystate-api.cloudcorner.ai'], { own })).toEqual([]);
  });

  it('counts it under the id that the configuration gives', () => {
    expect(infer(['api.acme.io'], { aliases: new Map([['acme', 'stripe']]) })).toEqual(['stripe=Stripe likely']);
  });
});
