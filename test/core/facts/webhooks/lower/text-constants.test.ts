import { expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { textConstants } from '../../../../../src/core/facts/webhooks/lower/curly/text-constants.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

// Texts that a file has given names, such as those of headers.

const parse = await shareSyntax();
await parse.prepare(['a.go', 'a.cs', 'a.java', 'a.rs']);
const { rules } = await readRulebook();

test.each([
  ['const header = "X-Acme"', { header: 'X-Acme' }],
  ['const header string = "X-Acme"', { header: 'X-Acme' }],
  ['const (\n\theader = "X-Acme"\n\tother string = "X-Other"\n)', { header: 'X-Acme', other: 'X-Other' }],
  ['private static final String HEADER = "X-Acme";', { HEADER: 'X-Acme' }],
  ['private const string Header = "X-Acme";', { Header: 'X-Acme' }],
  ['pub const HEADER: &str = "x-acme";', { HEADER: 'x-acme' }],
  ['static HEADER: &\'static str = "x-acme";', { HEADER: 'x-acme' }],
  ['var header = "X-Acme"; static final int SIZE = 4; header = "X-Other"', {}],
  ['class A { static final String H = "a"; } class B { static final String H = "b"; }', {}],
])('%s', (text, constants) => {
  expect(Object.fromEntries(textConstants(text))).toEqual(constants);
});

test('costs what the file is long', () => {
  for (const text of ['static const a ', 'const(a = ', 'const a: &str = "', 'const (\n'])
    expect(growthOf((size) => textConstants(text.repeat(size)), 10_000)).toBeLessThan(MOST_GROWTH);
});

const HANDLERS = {
  go: (header: string): string =>
    `package hooks\nconst sent = "${header}"\nfunc TakeWebhook(w http.ResponseWriter, r *http.Request) {\n  body, _ := io.ReadAll(r.Body)\n  m := hmac.New(sha256.New, secret)\n  m.Write(body)\n  if !hmac.Equal([]byte(hex.EncodeToString(m.Sum(nil))), []byte(r.Header.Get(sent))) { http.Error(w, "", 401); return }\n  store.Save(body)\n}\n`,
  csharp: (header: string): string =>
    `[Route("webhook")]\npublic class HookController : ControllerBase {\n  private const string Sent = "${header}";\n  [HttpPost]\n  public async Task<IActionResult> Take() {\n    var body = await new StreamReader(Request.Body).ReadToEndAsync();\n    using var hmac = new HMACSHA256(_key);\n    if (Convert.ToHexString(hmac.ComputeHash(Bytes(body))) != Request.Headers[Sent]) return Unauthorized();\n    await _store.Save(body);\n    return Ok();\n  }\n}\n`,
  java: (header: string): string =>
    `@RestController\nclass HookController {\n  private static final String SENT = "${header}";\n  @PostMapping("/webhook")\n  void take(@RequestBody String body, HttpServletRequest request) {\n    if (!new HmacUtils(HMAC_SHA_256, secret).hmacHex(body).equals(request.getHeader(SENT))) throw new Forbidden();\n    store.save(body);\n  }\n}\n`,
};
const FILES = { go: 'hooks/take.go', csharp: 'HookController.cs', java: 'HookController.java' } as const;

test.each([
  ['go', 'X-Shopify-Hmac-Sha256', 'shopify'],
  ['go', 'X-Acme-Signature', null],
  ['csharp', 'X-Shopify-Hmac-Sha256', 'shopify'],
  ['csharp', 'X-Acme-Signature', null],
  ['java', 'X-Shopify-Hmac-Sha256', 'shopify'],
  ['java', 'X-Acme-Signature', null],
] as const)('whose a webhook of %s is by a header that has a name: %s', (language, header, provider) => {
  const knowledge = compileWebhookKnowledge(rules.values(), language);
  const text = HANDLERS[language](header);
  const { webhooks } = findLoweredWebhooks(language, FILES[language], text, parse, knowledge);
  expect(webhooks.map((fact) => [fact.verification, fact.provider])).toEqual([['verified', provider]]);
});
