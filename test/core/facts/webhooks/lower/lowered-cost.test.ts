import { beforeAll, describe, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import type { Rulebook } from '../../../../../src/core/rulebook/rulebook.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';

// Sources whose cost once grew faster than their size, and what became of them.

let parse: Syntax;
let rulebook: Rulebook;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.rb', 'a.go', 'a.rs', 'a.ex', 'a.cs', 'a.java']);
  rulebook = await readRulebook();
}, 60_000);

const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

/** The last two are what is found in four parts of the text: so many webhooks, judged for these reasons. */
type Case = [
  title: string,
  language: 'python' | 'ruby' | 'go' | 'rust' | 'elixir' | 'csharp' | 'java',
  path: string,
  /** A text of so many parts. */
  text: (parts: number) => string,
  count: number,
  whys: string[],
];
const CASES: Case[] = [
  [
    'a Python file of many routes, the words of its framework asked once',
    'python',
    'app/webhooks.py',
    (parts) =>
      times(
        38 * parts,
        (i) => `@app.post("/webhook/${i}")\ndef hook${i}(request):\n    save(request.body)\n${'# pad\n'.repeat(40)}`,
      ),
    100,
    ['no-verification'],
  ],
  [
    'a Go file of many registrations, the function of each found by its name',
    'go',
    'app/webhooks.go',
    (parts) =>
      `package a\n${times(63 * parts, (i) => `func Hook${i}(w http.ResponseWriter, r *http.Request) { save(r.Body) }\nfunc init() { http.HandleFunc("/webhook/${i}", Hook${i}) }\n`)}`,
    100,
    ['no-verification'],
  ],
  [
    'a Rust file of many handlers, the route of each found by its name',
    'rust',
    'app/webhooks.rs',
    (parts) =>
      times(38 * parts, (i) => `pub async fn webhook${i}(body: Bytes) -> Result<(), E> { save(&body); Ok(()) }\n`) +
      times(38 * parts, (i) => `fn r${i}() { Router::new().route("/webhook/${i}", post(webhook${i})); }\n`),
    100,
    ['no-verification'],
  ],
  [
    'a Rust function of many parameters',
    'rust',
    'app/webhooks.rs',
    (parts) => `pub async fn webhook(${times(500 * parts, (i) => `a${i}: Json<A>, `)}) -> Result { a(); }`,
    1,
    ['no-verification'],
  ],
  [
    'Ruby assignments in each other, which double with each level',
    'ruby',
    'app/controllers/webhooks_controller.rb',
    (parts) => `post '/webhook' do\n${'a['.repeat(15 * parts)}1${' ||= 1]'.repeat(15 * parts)} ||= 1\nend\n`,
    0,
    [],
  ],
  [
    'many names for verifying that nothing explains',
    'python',
    'app/webhook.py',
    (parts) =>
      `@app.post("/webhook")\ndef webhook(request):\n${'    if a == b: y = verify(x, request.headers["x-signature"])\n'.repeat(75 * parts)}`,
    1,
    ['dynamic-dispatch'],
  ],
  [
    'attributes of an Elixir module, each made of the one before twice',
    'elixir',
    'lib/shop_web/controllers/webhook_controller.ex',
    (parts) =>
      `defmodule A do\n  use W, :controller\n  @a0 1\n${times(15 * parts, (i) => `  @a${i + 1} {@a${i}, @a${i}}\n`)}  def webhook(conn, params), do: save(@a${15 * parts}, params)\nend\n`,
    1,
    ['no-verification'],
  ],
  [
    'a router of many routes behind many plugs',
    'elixir',
    'lib/shop_web/router.ex',
    (parts) =>
      `defmodule R do\n  pipeline :signed do\n${'    plug :verify_hook\n'.repeat(250 * parts)}  end\n  scope "/webhooks", W do\n    pipe_through :signed\n${'    post "/acme", C, :create\n'.repeat(750 * parts)}  end\nend\n`,
    100,
    ['dynamic-dispatch'],
  ],
  [
    'Ruby texts in holes of texts',
    'ruby',
    'app/controllers/webhooks_controller.rb',
    (parts) => `post '/webhook' do\n  save(${'"a#{'.repeat(15 * parts)}x${'}"'.repeat(15 * parts)}, params)\nend\n`,
    1,
    ['no-verification'],
  ],
  [
    'Elixir texts in holes of texts',
    'elixir',
    'lib/shop_web/controllers/webhook_controller.ex',
    (parts) =>
      `defmodule A do\n  use W, :controller\n  def webhook(conn, params), do: save(${'"a#{'.repeat(15 * parts)}x${'}"'.repeat(15 * parts)}, params)\nend\n`,
    1,
    ['no-verification'],
  ],
  [
    'Python objects of answers in each other, which double with each level',
    'python',
    'app/webhook.py',
    (parts) =>
      `@app.post("/webhook")\ndef webhook(request):\n    save(${'Result(valid='.repeat(5 * parts)}request.body${')'.repeat(5 * parts)})\n`,
    1,
    ['no-verification'],
  ],
  [
    'functions before all routes of a Python application, each found by its name',
    'python',
    'app/webhook.py',
    (parts) =>
      `app = Flask(__name__)\n@app.post("/webhook")\ndef webhook(request):\n    save(request.body)\n${times(1000 * parts, (i) => `def f${i}(): note()\napp.before_request(f${i})\n`)}`,
    1,
    ['no-verification'],
  ],
  [
    'routes of many Python routers, before each of which a function stands',
    'python',
    'app/webhooks.py',
    (parts) =>
      times(
        63 * parts,
        (i) =>
          `@bp${i}.post("/webhook/${i}")\ndef hook${i}(request):\n    save(request.body)\nbp${i}.before_request(f${i})\n`,
      ),
    100,
    ['no-verification'],
  ],
  [
    'a handler of Go with many parameters and calls',
    'go',
    'app/webhooks.go',
    (parts) =>
      `package a\nfunc (h *H) Webhook(w http.ResponseWriter, r *http.Request${times(500 * parts, (i) => `, a${i} *http.Request`)}) {\n${'h.f(w)\n'.repeat(500 * parts)}}\n`,
    0,
    [],
  ],
  [
    'members of many types of Java that may be enumerations',
    'java',
    'src/WebhookController.java',
    (parts) =>
      `@RestController class WebhookController { @PostMapping("/webhook") String take(@RequestBody String body) { save(body); ${times(1000 * parts, (i) => `a(Check${i}.BAD);`)} return ""; } }`,
    1,
    ['no-verification'],
  ],
  [
    'attributes of C# with a text of many words of filters',
    'csharp',
    'src/WebhookController.cs',
    (parts) =>
      `class WebhookController : ControllerBase { [HttpPost("webhook")] [Note("[${'Verif'.repeat(3_000 * parts)}!")] public IActionResult Take([FromBody] string body) { return Ok(body); } }`,
    1,
    ['no-verification'],
  ],
];

describe('costs time that grows with the text', () => {
  test.for(CASES)('%s', ([, language, path, text, count, whys]) => {
    const knowledge = compileWebhookKnowledge(rulebook.rules.values(), language);
    const find = (parts: number) => findLoweredWebhooks(language, path, text(parts), parse, knowledge).webhooks;
    const webhooks = find(4);
    expect(webhooks).toHaveLength(count);
    expect([...new Set(webhooks.map((fact) => fact.why))]).toEqual(whys);
    expect(growthOf(find, 1)).toBeLessThan(MOST_GROWTH);
  });
});

test('many variables on many paths are too complex instead of slow', () => {
  const lines = times(500, (i) => `    a${i} = verify(request.body)\n`) + '    if a1: b()\n'.repeat(2_600);
  const text = `@app.post("/webhook")\ndef webhook(request):\n${lines}`;
  const knowledge = compileWebhookKnowledge(rulebook.rules.values(), 'python');
  const { webhooks } = findLoweredWebhooks('python', 'app/webhook.py', text, parse, knowledge);
  expect(webhooks.map((fact) => fact.why)).toEqual(['too-complex']);
});
