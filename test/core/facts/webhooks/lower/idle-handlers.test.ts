import { beforeAll, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { SyntaxLanguage } from '../../../../../src/core/facts/webhooks/syntax.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

// Open handlers that do nothing with what they are sent but to write it to the log.

let parse: Syntax;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.php', 'a.go', 'a.cs', 'a.java', 'a.ex', 'a.rs', 'a.rb']);
});

const WAYS: Record<string, { path: string; file: (does: string) => string }> = {
  python: {
    path: 'app.py',
    file: (does) =>
      `@app.route('/webhooks/acme', methods=['POST'])\ndef take():\n    data = request.get_json()\n    ${does}\n    return jsonify({"ok": True}), 200\n`,
  },
  php: {
    path: 'app/Http/Controllers/AcmeWebhookController.php',
    file: (does) =>
      `<?php\nclass AcmeWebhookController extends Controller {\n  public function handle(Request $request) {\n    ${does}\n    return response()->json(['ok' => true]);\n  }\n}`,
  },
  go: {
    path: 'main.go',
    file: (does) =>
      `package main\nfunc main() { http.HandleFunc("/webhooks/acme", takeHook) }\nfunc takeHook(w http.ResponseWriter, r *http.Request) {\n\tbody, err := io.ReadAll(r.Body)\n\tif err != nil {\n\t\thttp.Error(w, "bad", 400)\n\t\treturn\n\t}\n\t${does}\n\tw.WriteHeader(http.StatusOK)\n}`,
  },
  csharp: {
    path: 'Controllers/AcmeController.cs',
    file: (does) =>
      `[ApiController]\n[Route("api/webhooks")]\npublic class AcmeController : ControllerBase\n{\n    [HttpPost("acme")]\n    public async Task<IActionResult> Receive()\n    {\n        using var reader = new StreamReader(Request.Body);\n        var body = await reader.ReadToEndAsync();\n        ${does}\n        return Ok();\n    }\n}`,
  },
  java: {
    path: 'src/main/java/AcmeController.java',
    file: (does) =>
      `@RestController\n@RequestMapping("/webhooks")\npublic class AcmeController {\n  @PostMapping("/acme")\n  public ResponseEntity<String> take(@RequestBody String body) {\n    ${does}\n    return ResponseEntity.ok("ok");\n  }\n}`,
  },
  elixir: {
    path: 'lib/acme_web/controllers/webhook_controller.ex',
    file: (does) =>
      `defmodule AcmeWeb.WebhookController do\n  use AcmeWeb, :controller\n  def acme(conn, %{"event" => event}) do\n    ${does}\n    json(conn, %{ok: true})\n  end\nend`,
  },
  rust: {
    path: 'src/webhooks.rs',
    file: (does) =>
      `use axum::{routing::post, Json, Router};\npub async fn acme_webhook(Json(event): Json<Event>) -> StatusCode {\n  ${does}\n  StatusCode::OK\n}`,
  },
  ruby: {
    path: 'app/controllers/acme_webhooks_controller.rb',
    file: (does) =>
      `class AcmeWebhooksController < ActionController::Base\n  def create\n    ${does}\n    render json: { ok: true }\n  end\nend`,
  },
};

const mitigationsOf = (path: string, language: SyntaxLanguage, text: string): unknown[] => {
  const { webhooks } = findLoweredWebhooks(language, path, text, parse, compileWebhookKnowledge([]));
  return webhooks.map(({ verification, mitigation }) => [verification, mitigation]);
};

const mitigations = (language: string, does: string): unknown[] => {
  const { path, file } = WAYS[language]!;
  return mitigationsOf(path, language as SyntaxLanguage, file(does));
};

test.each([
  ['python', 'print(data); logger.info("got %s", data.get("type"))'],
  ['python', 'if not data:\n        abort(400)\n    print(data)'],
  ['php', "Log::info('got', $request->all()); error_log($request->getContent());"],
  ['php', "error_log(print_r($request->all(), true)); error_log(var_export($request->input('id'), true));"],
  ['php', "Log::info('got', [$request->all(), $request->ip(), $request->userAgent(), $request->fullUrl()]);"],
  ['go', 'log.Printf("got %s", body); fmt.Println(string(body))'],
  ['csharp', '_logger.LogInformation("got {Body}", body); Console.WriteLine(body);'],
  ['java', 'log.info("got {}", body); System.out.println(body);'],
  ['elixir', 'Logger.info("got #{inspect(event)}"); IO.inspect(event)'],
  ['rust', 'tracing::info!("got {:?}", event);'],
  ['ruby', 'Rails.logger.info params.inspect; puts params'],
])('only the log has it: %s', (language, does) => {
  expect(mitigations(language, does)).toEqual([['unverified', 'idle']]);
});

test('what was read is shortened', () => {
  expect(mitigations('python', 'del data["cmd"]')).toEqual([['unverified', 'idle']]);
});

test.each([
  ['python', 'print(data); orders.paid(data)'],
  ['python', 'data.get("order").cancel()'],
  ['python', 'save_response(data)'],
  ['python', 'del ORDERS[data["id"]]'],
  ['php', "file_put_contents('events.log', $request->getContent());"],
  ['php', 'Log::create($request->all());'],
  ['php', '$request->user()->pay($request->all());'],
  ['go', 'events <- body'],
  ['go', 'go take(body)'],
  ['csharp', '_logger.LogInformation(body); await _orders.PaidAsync(body);'],
  ['csharp', 'Last = body;'],
  ['java', 'orders.paid(body);'],
  ['java', 'logService.save(body);'],
  ['elixir', 'IO.inspect(event) |> Acme.Orders.paid()'],
  ['elixir', 'send(Acme.Server, {:event, event})'],
  ['rust', 'orders::paid(event).await;'],
  ['ruby', 'EVENTS << params'],
  ['ruby', 'Log.create(params)'],
])('somebody else has it: %s, %s', (language, does) => {
  expect(mitigations(language, does)).toEqual([['unverified', undefined]]);
});

test.each([
  ['rust', 'return Ok(Json(ApiResponse::success(())));', 'idle'],
  ['rust', 'return Ok(Json(ApiResponse::store(event)));', undefined],
  ['java', 'return new ResponseEntity<>(body, HttpStatus.OK);', 'idle'],
  ['java', 'return new ResponseEntity<>(orders.paid(body), HttpStatus.OK);', undefined],
  ['csharp', 'return new OkObjectResult(body);', 'idle'],
  ['csharp', 'return new OkObjectResult(_orders.Paid(body));', undefined],
])('whoever sent it is answered: %s, %s', (language, does, mitigation) => {
  expect(mitigations(language, does)).toEqual([['unverified', mitigation]]);
});

test.each([
  ['EVENTS << params', undefined],
  ['params.inspect', 'idle'],
])('the last thing that an action of Ruby does: %s', (does, mitigation) => {
  const text = `class AcmeWebhooksController < ActionController::Base\n  def create\n    ${does}\n  end\nend`;
  expect(mitigationsOf(WAYS['ruby']!.path, 'ruby', text)).toEqual([['unverified', mitigation]]);
});

// What the application's own base may prove is asked of its file; the action does nothing either way.
test.each([
  ['ApplicationController', 'puts params', 'idle'],
  ['ApplicationController', 'Order.pay(params)', undefined],
  ['Acme::BaseController', 'puts params', undefined],
])('an action below %s that does %s', (above, does, mitigation) => {
  const text = `class AcmeWebhooksController < ${above}\n  def create\n    ${does}\n    render json: { ok: true }\n  end\nend`;
  expect(mitigationsOf(WAYS['ruby']!.path, 'ruby', text)).toEqual([['unknown', mitigation]]);
});

const FITS =
  'hmac.compare_digest(hmac.new(KEY, request.data, hashlib.sha256).hexdigest(), request.headers["X-Signature"])';

test.each([
  ['describe(data)', 'def describe(data):\n    print(data)', 'unverified', 'idle'],
  ['describe(data)', 'def describe(data):\n    describe(data)\n    print(data)', 'unverified', 'idle'],
  ['describe(data)', 'def describe(data):\n    print(data)\n    orders.paid(data)', 'unverified', undefined],
  ['describe(data)', 'def describe(data):\n    EVENTS.append(data)', 'unverified', undefined],
  // What is called as a log is, but by the file itself.
  ['status(data)', 'def status(data):\n    orders.paid(data)', 'unverified', undefined],
  // What is called as the language's own is, but by another file.
  ['define(data)', 'from orders import define', 'unverified', undefined],
  ['show = orders.paid; show(data)', 'def show(data):\n    print(data)', 'unverified', undefined],
  // The check's answer decides nothing, and nothing is done.
  ['print(genuine())', `def genuine():\n    return ${FITS}`, 'ineffective', 'idle'],
  ['print(genuine()); orders.paid(data)', `def genuine():\n    return ${FITS}`, 'ineffective', undefined],
])('%s of the file', (does, helper, verification, mitigation) => {
  const { path, file } = WAYS['python']!;
  expect(mitigationsOf(path, 'python', `${helper}\n\n${file(does)}`)).toEqual([[verification, mitigation]]);
});

test('functions of the file are each looked at once, however many there are', () => {
  const { path, file } = WAYS['python']!;
  const chain = Array.from({ length: 40 }, (_, i) => `def f${i}(data):\n    f${i + 1}(data)\n    f${i + 1}(data)\n`);
  const text = `${chain.join('\n')}\ndef f40(data):\n    print(data)\n\n${file('f0(data)')}`;
  expect(mitigationsOf(path, 'python', text)).toEqual([['unverified', undefined]]);
});

const METHOD = (does: string): string =>
  `package main\nfunc (h *Hooks) Take(w http.ResponseWriter, r *http.Request) {\n\tr.Body = http.MaxBytesReader(w, r.Body, 65536)\n\tbody, err := io.ReadAll(r.Body)\n\tif err != nil {\n\t\treturn\n\t}\n\t${does}\n\tw.WriteHeader(http.StatusOK)\n}\nfunc routes(h *Hooks) { http.HandleFunc("/webhooks/acme", h.Take) }`;

test.each([
  ['h.logger.Info("got", zap.String("body", string(body)))', 'idle'],
  ['logrus.WithField("body", string(body)).Info("got")', 'idle'],
  ['h.orders.Paid(body)', undefined],
  ['h.logger.Info("got", zap.Any("order", h.orders.Paid(body)))', undefined],
  ['h.last = body', undefined],
])('a method of Go that does %s', (does, mitigation) => {
  expect(mitigationsOf('main.go', 'go', METHOD(does))).toEqual([['unverified', mitigation]]);
});
