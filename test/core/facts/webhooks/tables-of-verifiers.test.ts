import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const route = (body: string, above = ''): string =>
  `${above}app.post('/webhooks/:from', async (req, res) => { ${body} res.json({}); });`;

const SHOWN = "req.headers['x-token'] === process.env.ACME_TOKEN";

describe('verifiers that are taken out of a table by name', () => {
  const CHECK = `(req) => ${SHOWN}`;
  const ask = (get: string): string =>
    route(
      `const verify = ${get}; if (!verify || !verify(req)) return res.status(401).end(); await saveOrder(req.body);`,
    );
  const MAPPED = 'verifiers.get(req.params.from)';

  test.each([
    ['a map', `const verifiers = new Map([['acme', ${CHECK}]]);`, MAPPED, 'verified token-compared'],
    [
      'a map of which one agrees',
      `const verifiers = new Map([['acme', ${CHECK}], ['test', () => true]]);`,
      MAPPED,
      'ineffective caller-decides',
    ],
    [
      'a map that is filled',
      `const verifiers = new Map();\nverifiers.set('acme', ${CHECK});`,
      MAPPED,
      'verified token-compared',
    ],
    [
      'an object that is filled',
      `const verifiers = {};\nverifiers.acme = ${CHECK};\nverifiers['initech'] = ${CHECK};`,
      'verifiers[req.params.from]',
      'verified token-compared',
    ],
    ['a map of another file', "import { verifiers } from './verifiers';", MAPPED, 'unknown dynamic-dispatch'],
    [
      'what another file finds',
      "import { verifierFor } from './verifiers';",
      'verifierFor(req.params.from)',
      'unknown dynamic-dispatch',
    ],
  ])('%s', (_title, above, get, expected) => {
    expect(reader.verdicts('src/server.ts', `${above}\n${ask(get)}`)).toEqual([`null ${expected}`]);
  });

  const MANY = Array.from({ length: 13 }, (_, i) => `k${i}: (req) => note(${i})`).join(', ');
  const asked = (get: string): string =>
    route(`const verify = ${get}; if (!verify(req)) return res.status(401).end(); await saveOrder(req.body);`);

  test.each([
    ['one of two ones of two', '(a ? (b ? one : two) : (c ? one : three))', 'verified token-compared'],
    ['one of two ones of two, which agrees', '(a ? (b ? one : two) : (c ? one : yes))', 'ineffective caller-decides'],
    ['a stand-in for one of many', `({ ${MANY} })[req.params.from] ?? one`, 'unknown dynamic-dispatch'],
    ['a stand-in for one of another file', 'verifiers[req.params.from] ?? one', 'unknown dynamic-dispatch'],
  ])('%s', (_title, get, expected) => {
    const above = `import { verifiers } from './verifiers';\nconst yes = (req) => true;\n${['one', 'two', 'three'].map((name) => `const ${name} = ${CHECK};`).join('\n')}`;
    expect(reader.verdicts('src/server.ts', `${above}\n${asked(get)}`)).toEqual([`null ${expected}`]);
  });

  test('a map of a class', () => {
    const text = `class Hooks { verifiers = new Map([['acme', ${CHECK}]]);\n async take(req, res) { const verify = this.${MAPPED}; if (!verify || !verify(req)) return res.status(401).end(); await saveOrder(req.body); } }\nconst hooks = new Hooks();\napp.post('/webhooks/:from', (req, res) => hooks.take(req, res));`;
    expect(reader.verdicts('src/server.ts', text)).toEqual(['null verified token-compared']);
  });

  test.each([
    ['all verify', SHOWN, 'verified token-compared src/acme.ts:1'],
    [
      'one agrees without a secret',
      "!process.env.INITECH_KEY || req.headers['x-key'] === process.env.INITECH_KEY",
      'optional skipped-without-secret -',
    ],
  ])('functions of other files, of which %s', (_title, answer, expected) => {
    const files = {
      'src/server.ts': `import { verifyAcme } from './acme';\nimport { verifyInitech } from './initech';\nconst verifiers = new Map([['acme', verifyAcme], ['initech', verifyInitech]]);\n${ask(MAPPED)}`,
      'src/acme.ts': `export function verifyAcme(req) { return ${SHOWN}; }`,
      'src/initech.ts': `export function verifyInitech(req) { return ${answer}; }`,
    };
    expect(settleFiles(reader, files)).toEqual([`src/server.ts ${expected}`]);
  });
});
