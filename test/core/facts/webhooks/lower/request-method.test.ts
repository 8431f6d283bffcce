import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const GO = (method: string): string[] => [
  'package hooks',
  'func WebhookHandler(w http.ResponseWriter, r *http.Request) {',
  '\tswitch r.Method {',
  `\tcase ${method}:`,
  '\t\tif r.URL.Query().Get("hub.verify_token") != os.Getenv("VERIFY_TOKEN") { http.Error(w, "no", 403); return }',
  '\t\tw.Write([]byte(r.URL.Query().Get("hub.challenge")))',
  '\tcase http.MethodPost:',
  '\t\tvar event Event',
  '\t\tjson.NewDecoder(r.Body).Decode(&event)',
  '\t\tsave(event)',
  '\t}',
  '}',
];

const CSHARP = (asked: string): string[] => [
  'public class WebhookController : ControllerBase {',
  '  [HttpPost("webhook")]',
  '  public async Task<IActionResult> Receive() {',
  `    if (${asked}) {`,
  '      return Request.Query["hub.verify_token"] == _config["VerifyToken"] ? Ok(Request.Query["hub.challenge"]) : Forbid();',
  '    }',
  '    using var reader = new StreamReader(Request.Body);',
  '    await _orders.Save(await reader.ReadToEndAsync());',
  '    return Ok();',
  '  }',
  '}',
];

const LARAVEL = (asked: string): string[] => [
  '<?php',
  'class WebhookController extends Controller {',
  '  public function handle(Request $request) {',
  `    if (${asked}) {`,
  "      if ($request->query('hub_verify_token') !== env('VERIFY_TOKEN')) { return response('no', 403); }",
  "      return response($request->query('hub_challenge'));",
  '    }',
  '    Order::create($request->all());',
  '  }',
  '}',
];

const RAILS = (lines: readonly string[]): string[] => [
  'class WebhooksController < ApplicationController',
  '  def webhook',
  ...lines,
  '  end',
  'end',
];

describe("The token of a provider's question by GET proves nothing about what is posted", () => {
  test.each<[name: string, path: string, lines: string[]]>([
    ['a switch of net/http', 'hooks/webhook.go', GO('http.MethodGet')],
    ['a switch that names two methods', 'hooks/webhook.go', GO('http.MethodGet, http.MethodHead')],
    ['a switch over literals', 'hooks/webhook.go', GO('"GET"')],
    ['the method of ASP.NET', 'WebhookController.cs', CSHARP('Request.Method == "GET"')],
    ['a helper of ASP.NET', 'WebhookController.cs', CSHARP('HttpMethods.IsGet(Request.Method)')],
    ['method() of Laravel', 'app/WebhookController.php', LARAVEL("$request->method() === 'GET'")],
    ['getMethod() of Symfony', 'app/WebhookController.php', LARAVEL("$request->getMethod() === 'GET'")],
    [
      'method() of CodeIgniter, in small letters',
      'app/controllers/Webhook.php',
      [
        '<?php',
        'class Webhook extends CI_Controller {',
        '  public function receive() {',
        "    if ($this->input->method() == 'post') {",
        "      $this->orders->save(json_decode(file_get_contents('php://input'), true));",
        '    }',
        '  }',
        '}',
      ],
    ],
    [
      'get? of Rails',
      'app/controllers/webhooks_controller.rb',
      RAILS([
        '    if request.get?',
        "      return head :forbidden unless params['hub.verify_token'] == ENV['VERIFY_TOKEN']",
        "      return render plain: params['hub.challenge']",
        '    end',
        '    Order.update(JSON.parse(request.raw_post))',
      ]),
    ],
    [
      'a case of Rails',
      'app/controllers/webhooks_controller.rb',
      RAILS([
        '    case request.request_method',
        "    when 'GET'",
        "      return head :forbidden unless params['hub.verify_token'] == ENV['VERIFY_TOKEN']",
        "      render plain: params['hub.challenge']",
        "    when 'POST'",
        '      Order.update(JSON.parse(request.raw_post))',
        '    end',
      ]),
    ],
    [
      'a servlet request of Spring',
      'WebhookController.java',
      [
        '@RestController',
        'public class WebhookController {',
        '  @RequestMapping("/webhook")',
        '  public ResponseEntity<String> hook(HttpServletRequest request, @RequestBody String body) {',
        '    if ("GET".equals(request.getMethod())) {',
        '      if (!verifyToken.equals(request.getParameter("hub.verify_token"))) return ResponseEntity.status(403).build();',
        '      return ResponseEntity.ok(request.getParameter("hub.challenge"));',
        '    }',
        '    orders.save(body);',
        '    return ResponseEntity.ok("ok");',
        '  }',
        '}',
      ],
    ],
    [
      'a match of axum',
      'src/webhook.rs',
      [
        'pub async fn webhook(method: Method, Query(q): Query<Params>, body: String) -> impl IntoResponse {',
        '    match method {',
        '        Method::GET => {',
        '            if q.token != std::env::var("VERIFY_TOKEN").unwrap() { return StatusCode::FORBIDDEN.into_response(); }',
        '            (StatusCode::OK, q.challenge).into_response()',
        '        }',
        '        _ => {',
        '            save(body).await;',
        '            StatusCode::OK.into_response()',
        '        }',
        '    }',
        '}',
        'pub fn app() -> Router { Router::new().route("/webhook", any(webhook)) }',
      ],
    ],
  ])('%s', (_name, path, lines) => {
    expect(read({ [path]: lines }).map((each) => each.replace(/^\S+ /, ''))).toEqual(['unverified no-verification']);
  });
});

test.each([
  ['the method, however it is spelt', 'str(request.method).upper()', 'verified signature-compared'],
  ['a header', 'request.headers.get("X-Kind").upper()', 'ineffective result-ignored'],
])('a verifier of Python lets requests pass by %s', (_, asked, told) => {
  const lines = [
    'router = APIRouter()',
    'async def checked_body(request):',
    `    if ${asked} == "OPTIONS":`,
    '        return b""',
    '    body = await request.body()',
    '    made = hmac.new(os.environ["ACME_SECRET"].encode(), body, "sha256").hexdigest()',
    '    if not hmac.compare_digest(made, request.headers.get("X-Sig", "")):',
    '        raise HTTPException(401)',
    '    return body',
    '@router.post("/webhooks/acme")',
    'async def hook(request: Request):',
    '    body = await checked_body(request)',
    '    await save(body)',
  ];
  expect(read({ 'app/hooks.py': lines })).toEqual([`app/hooks.py:11 ${told}`]);
});
