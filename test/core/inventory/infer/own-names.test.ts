import { describe, expect, it } from 'vitest';
import {
  findOwnNames,
  isNamingFile,
  isOwnDomain,
  isOwnName,
  isOwnModule,
} from '../../../../src/core/inventory/infer/own-names.ts';

describe('findOwnNames', () => {
  it.each<[string, string, string[], string[]]>([
    [
      'package.json',
      '{"name":"@acme/shop","homepage":"https://www.acme-shop.com/x","repository":{"url":"git+https://github.com/northwind/store.git"},"author":{"name":"Stripe"}}',
      ['acme', 'northwind', 'shop', 'store'],
      ['acme-shop.com'],
    ],
    ['package.json', '{"name":"app","homepage":"https://github.com/northwind/store"}', ['northwind', 'store'], []],
    ['package.json', '{ broken', [], []],
    ['pyproject.toml', '[project]\nname = "sky-state"\n[tool.x]\n  name = "other"\n', ['skystate'], []],
    ['Cargo.toml', '[package]\nname = "vulcan"\nhomepage = "https://vulcan.dev"\n', ['vulcan'], ['vulcan.dev']],
    ['go.mod', 'module github.com/northwind/store\n\ngo 1.22\n', ['northwind', 'store'], []],
    ['pubspec.yaml', 'name: flick\n', ['flick'], []],
    ['manage.py', "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'vulcan.settings')", ['vulcan'], []],
    ['manage.py', 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")', [], []],
    [
      '.env.example',
      'ALLOWED_HOSTS=.acme.io,localhost\nDJANGO_ALLOWED_HOSTS=localhost,acme.dev\nBLOCKED_HOSTS=other.io\n',
      [],
      ['acme.io'],
    ],
    ['docs/CNAME', 'www.acme-shop.com\n', [], ['acme-shop.com']],
    ['CNAME', '', [], []],
    [
      'public/robots.txt',
      'User-agent: *\nAllow: /\nSitemap: https://www.acme-shop.com/sitemap.xml\n# see https://robots.org\n',
      [],
      ['acme-shop.com'],
    ],
    [
      'index.html',
      '<link rel="canonical" href="https://acme.io/">\n<meta property="og:url" content="https://acme.dev/">\n<link rel="stylesheet" href="https://fonts.other.io">',
      [],
      ['acme.io', 'acme.dev'],
    ],
    ['web/package.json', '{"name":"acme-web-app"}', ['acme', 'acmewebapp'], []],
    ['package.json', '{"name":"acme-v3"}', ['acme', 'acmev3'], []],
    ['package.json', '{"name":"search-app"}', ['searchapp'], []],
    [
      'web/.env.example',
      'NEXT_PUBLIC_APP_URL="https://app.acme.io/x"\nFRONTEND_URL=http://localhost:3000\nAPI_URL=https://api.other.io\nSITE_DOMAIN=your-domain.com\n',
      [],
      ['acme.io'],
    ],
    [
      '.env.example',
      'PAYME_CALLBACK_URL=https://www.acme.io/paid\nGOOGLE_REDIRECT_URI=https://acme.dev/back\nCHAT_WEBHOOK_URL=https://hooks.other.io/x\n',
      [],
      ['acme.io', 'acme.dev'],
    ],
    [
      '.env.example',
      'STORE_CORS=https://acme.io,https://other.io\nSESSION_DOMAIN=.acme.dev\nBACKEND_URL=https://api.acme.shop\nSTORE_URL=https://other.io\n',
      [],
      ['acme.io', 'acme.dev', 'acme.shop'],
    ],
  ])('reads %s: %s', (path, text, names, domains) => {
    const own = findOwnNames('', [], [{ path, text }]);
    expect([[...own.names].toSorted(), [...own.domains]]).toEqual([names, domains]);
  });

  it('takes the repository and the domains of the configuration', () => {
    const own = findOwnNames('northwind/sky-state', ['acme.io', '*.eu.acme.dev'], []);
    expect([[...own.names], [...own.domains]]).toEqual([
      ['northwind', 'skystate'],
      ['acme.io', 'acme.dev'],
    ]);
  });
});

it.each([
  ['skystate', true],
  ['skystateapi', true],
  ['skyst', true],
  ['stat', false],
  ['skys', true],
  ['acme', false],
])('%s is the own name of skystate: %s', (name, expected) => {
  expect(isOwnName(name, { names: new Set(['skystate']), domains: new Set(), modules: [] })).toBe(expected);
});

it('knows its own domains by name and by what it is told', () => {
  const own = { names: new Set(['skystate']), domains: new Set(['acme.io']), modules: [] };
  const domains = ['skystate.dev', 'theskystate.org', 'acme.io', 'acme.dev'];
  expect(domains.map((d) => isOwnDomain(d, own))).toEqual([true, true, true, false]);
  const short = { names: new Set(['novo']), domains: new Set<string>(), modules: [] };
  expect(['novo-staging.co', 'novo-bank.co'].map((d) => isOwnDomain(d, short))).toEqual([true, false]);
  expect(['novo-admin.com', 'novo-mcp.com'].map((d) => isOwnDomain(d, short))).toEqual([true, false]);
});

it.each([
  ['package.json', true],
  ['web/package.json', true],
  ['.env.example', true],
  ['web/.env.sample', true],
  ['packages/acme/package.json', false],
  ['examples/package.json', false],
  ['.env', false],
  ['tsconfig.json', false],
])('%s names the project: %s', (path, expected) => {
  expect(isNamingFile(path)).toBe(expected);
});

it.each<[string, string, boolean]>([
  ['module acme.io/shop/v3', 'acme.io/shop/v3/store', true],
  ['module acme.io/shop/v3', 'acme.io/shop', true],
  ['module acme.io/shop', 'acme.io/shopping', false],
  ['module github.com/acme/shop', 'github.com/acme/shop/pay', true],
  ['module github.com/acme/shop', 'github.com/acme/pay', false],
  ['module github.com/acme', 'github.com/acme/pay', false],
  ['module github.com', 'github.com/acme/pay', false],
])('%s: an import of %s is its own: %s', (text, module, expected) => {
  const own = findOwnNames('shop', [], [{ path: 'go.mod', text: `${text}\n\ngo 1.24\n` }]);
  expect(isOwnModule({ kind: 'import', language: 'go', module, line: 1, column: 1 }, own)).toBe(expected);
  expect(
    isOwnModule(
      { kind: 'package', ecosystem: 'go', name: module, version: null, scope: 'runtime', line: 1, column: 1 },
      own,
    ),
  ).toBe(expected);
  expect(isOwnModule({ kind: 'import', language: 'rust', module, line: 1, column: 1 }, own)).toBe(false);
});
