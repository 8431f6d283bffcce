import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Values that reach a handler by ways of a language's or a framework's own.

const read = await makeVerdictReader();

describe('C#', () => {
  const handler = (check: string): Record<string, string[]> => ({
    'Controllers/WebhookController.cs': [
      '[Route("api/webhook")]',
      'public class WebhookController : ControllerBase {',
      '  private readonly IPayService _pay;',
      '  [HttpPost("acme")]',
      '  public async Task<IActionResult> Acme() {',
      '    using var reader = new StreamReader(Request.Body);',
      '    var root = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;',
      '    root.TryGetProperty("signature", out var signature);',
      '    root.TryGetProperty("data", out JsonElement data);',
      `    ${check}`,
      '    await _orders.MarkPaid(data.GetString());',
      '    return Ok();',
      '  }',
      '}',
    ],
    'Services/PayService.cs': [
      'public class PayService : IPayService {',
      '  public bool Verify(string data, string signature) {',
      '    var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("ACME_WEBHOOK_SECRET")));',
      '    return Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(data))) == signature;',
      '  }',
      '}',
    ],
  });

  test('what `out` gives out comes from what was asked', () => {
    expect(read(handler('if (!_pay.Verify(data.GetRawText(), signature.GetString())) return Unauthorized();'))).toEqual(
      ['Controllers/WebhookController.cs:4 verified signature-compared'],
    );
    expect(read(handler('_logger.LogInformation("none");'))).toEqual([
      'Controllers/WebhookController.cs:4 unverified no-verification',
    ]);
  });
});

describe('FastAPI', () => {
  const verifier = [
    'def verify_signature(body: bytes, signature: str) -> bool:',
    '    expected = hmac.new(os.getenv("ACME_WEBHOOK_SECRET").encode(), body, hashlib.sha256).hexdigest()',
    '    if not hmac.compare_digest(expected, signature):',
    '        raise HTTPException(status_code=403)',
    '    return True',
  ];

  test('a dependency written in place is called with the request', () => {
    expect(
      read({
        'app/api/webhooks.py': [
          'from app.security import verify_signature',
          '@router.post("/webhooks/acme")',
          'async def acme(',
          '    request: Request,',
          '    valid: bool = Depends(lambda request: verify_signature(request.body(), request.headers.get("X-Signature"))),',
          '):',
          '    process_order(await request.json())',
        ],
        'app/security.py': verifier,
      }),
    ).toEqual(['app/api/webhooks.py:3 verified signature-compared']);
  });

  test('callers who need a key of their own are no strangers, whatever else is optional', () => {
    const handler = (dependency: string): Record<string, string[]> => ({
      'app/api/webhooks.py': [
        `from app.deps import ${dependency}`,
        '@router.post("/webhooks/acme")',
        `async def acme(request: Request, client: int = Depends(${dependency})):`,
        '    body = await request.body()',
        '    if settings.ACME_WEBHOOK_SECRET:',
        '        expected = hmac.new(settings.ACME_WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()',
        '        if not hmac.compare_digest(expected, request.headers.get("x-signature", "")):',
        '            raise HTTPException(status_code=401)',
        '    await create_lead(json.loads(body), client)',
      ],
      'app/deps.py': [`async def ${dependency}(key: Key = Depends(find_key)):`, '    return key.client_id'],
    });
    expect(read(handler('get_client_id_from_api_key'))).toEqual(['app/api/webhooks.py:3 unknown delegated-unresolved']);
    expect(read(handler('get_pagination'))).toEqual(['app/api/webhooks.py:3 optional skipped-without-secret']);
  });
});

describe('Spring', () => {
  const handler = (value: string): Record<string, string[]> => ({
    'src/WebhookController.java': [
      '@RestController',
      'public class WebhookController {',
      `  @Value("${value}") private String secret;`,
      '  @PostMapping("/webhook/stripe")',
      '  public ResponseEntity<String> stripe(@RequestBody String payload, @RequestHeader("Stripe-Signature") String signature) {',
      '    Event event = Webhook.constructEvent(payload, signature, secret);',
      '    orders.markPaid(event);',
      '    return ResponseEntity.ok("");',
      '  }',
      '}',
    ],
  });

  test('a secret that stands in the source where none is configured is no secret', () => {
    expect(read(handler('${stripe.webhook.secret:whsec_local}'))).toEqual([
      'src/WebhookController.java:4 ineffective default-secret',
    ]);
    for (const value of ['${stripe.webhook.secret}', '${stripe.webhook.secret:#{null}}'])
      expect(read(handler(value))).toEqual(['src/WebhookController.java:4 verified sdk-verifier']);
  });

  test('nor is it one for a verifier of another file', () => {
    expect(
      read({
        'src/WebhookController.java': [
          'import com.acme.security.Signatures;',
          '@RestController',
          'public class WebhookController {',
          '  @Value("${acme.webhook.secret:changeme}") private String secret;',
          '  @PostMapping("/webhook/acme")',
          '  public ResponseEntity<String> acme(@RequestBody String payload, @RequestHeader("X-Signature") String signature) {',
          '    if (!Signatures.verifySignature(payload, signature, secret)) return ResponseEntity.status(401).build();',
          '    orders.markPaid(payload);',
          '    return ResponseEntity.ok("");',
          '  }',
          '}',
        ],
      }),
    ).toEqual(['src/WebhookController.java:5 ineffective default-secret']);
  });
});

test('a field of PHP without a type has that of what the constructor puts there', () => {
  expect(
    read({
      'app/Http/Controllers/WebhookController.php': [
        '<?php',
        'use App\\Services\\PayService;',
        'class WebhookController extends Controller {',
        '  public $pay;',
        '  public function __construct(PayService $service) { $this->pay = $service; }',
        '  public function paymentWebhook(Request $request) {',
        '    $this->pay->check($request->getContent(), $request->header("acme-signature"));',
        '    Order::markPaid($request->all());',
        '  }',
        '}',
      ],
      'app/Services/PayService.php': [
        '<?php',
        'namespace App\\Services;',
        'class PayService {',
        '  public function check($body, $signature) {',
        '    if (hash_hmac("sha512", $body, config("services.acme.webhook_secret")) != $signature) abort(400);',
        '  }',
        '}',
      ],
    }),
  ).toEqual(['app/Http/Controllers/WebhookController.php:6 verified signature-compared']);
});

describe('what a function leaves open', () => {
  test('is open for its caller, though it comes to one end', () => {
    const handler = (body: readonly string[]): Record<string, string[]> => ({
      'app/webhooks.py': [
        'from app.config import WEBHOOK_SECRET',
        'def check_request(request: Request):',
        ...body,
        '@router.post("/webhooks/acme")',
        'async def acme(payload: AcmeEvent, request: Request, checked: bool = Depends(check_request)):',
        '    save_order(payload.data)',
      ],
    });
    const compares = [
      'if request.headers.get("X-Webhook-Secret") != WEBHOOK_SECRET:',
      '    raise HTTPException(status_code=403)',
    ];
    expect(
      read(handler(['    if WEBHOOK_SECRET:', ...compares.map((line) => `        ${line}`), '    return True'])),
    ).toEqual(['app/webhooks.py:8 optional skipped-without-secret']);
    expect(read(handler([...compares.map((line) => `    ${line}`), '    return True']))).toEqual([
      'app/webhooks.py:7 verified token-compared',
    ]);
  });
});

describe('a check inside `try`', () => {
  const script = (refusal: string): Record<string, string[]> => ({
    'webhook.php': [
      '<?php',
      'try {',
      "  $payload = file_get_contents('php://input');",
      "  $expected = 'sha256=' . hash_hmac('sha256', $payload, getenv('GITHUB_WEBHOOK_SECRET'));",
      "  if (!hash_equals($expected, $_SERVER['HTTP_X_HUB_SIGNATURE_256'])) {",
      `    ${refusal}`,
      '  }',
      '  deploy(json_decode($payload, true));',
      '} catch (Exception $e) {',
      "  echo 'failed';",
      '}',
      "file_put_contents('log', 'done');",
    ],
  });

  test('is not swallowed where nothing of it can be caught', () => {
    expect(read(script("exit('no');"))).toEqual(['webhook.php:3 verified signature-compared']);
    expect(read(script("throw new Exception('no');"))).toEqual(['webhook.php:3 ineffective error-swallowed']);
  });
});

test('the default of a switch keeps its first statement', () => {
  const handler = (otherwise: string): Record<string, string[]> => ({
    'internal/webhook/handler.go': [
      'package webhook',
      'func HandleWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, _ := io.ReadAll(r.Body)',
      '  if !valid(r.Header.Get("X-Kind"), body, r.Header.Get("X-Signature")) { return }',
      '  process(body)',
      '}',
      'func valid(kind string, body []byte, signature string) bool {',
      '  switch kind {',
      '  case "acme":',
      '    mac := hmac.New(sha256.New, []byte(os.Getenv("ACME_WEBHOOK_SECRET")))',
      '    mac.Write(body)',
      '    return hmac.Equal(mac.Sum(nil), []byte(signature))',
      '  default:',
      `    return ${otherwise}`,
      '  }',
      '}',
    ],
  });
  expect(read(handler('false'))).toEqual(['internal/webhook/handler.go:2 verified signature-compared']);
  expect(read(handler('true'))).toEqual(['internal/webhook/handler.go:2 ineffective caller-decides']);
});

test('a function of Rust may have the name of a module', () => {
  expect(
    read({
      'src/main.rs': [
        'use axum::{extract::State, routing::post, Json, Router};',
        'use acme_hooks::{webhook, Config};',
        'async fn main() { let app = Router::new().route("/:name", post(webhook)); }',
        'async fn webhook(State(state): State<AppState>, Json(content): Json<Value>) -> impl IntoResponse {',
        '    let payload = webhook::Package::from(content);',
        '    state.tasks.perform(payload).await;',
        '    StatusCode::OK',
        '}',
      ],
    }),
  ).toEqual(['src/main.rs:4 unverified no-verification']);
});

test('a method that is inherited, and gives out the data of the request, reads it', () => {
  expect(
    read({
      'src/Controller/WebhookController.php': [
        '<?php',
        'class WebhookController extends AbstractController {',
        "  #[Route('/webhook', name: 'webhook', methods: ['POST'])]",
        '  public function index(Request $request): Response {',
        '    $data = $this->getRequestData($request);',
        '    $this->dispatcher->dispatch(new WebhookEvent($data));',
        '    return new Response();',
        '  }',
        '}',
      ],
    }),
  ).toEqual(['src/Controller/WebhookController.php:3 unknown dynamic-dispatch']);
});

test('what a module of schemas defines is filled from the body', () => {
  expect(
    read({
      'app/routers/webhooks.py': [
        'from app.schemas.inbound import InboundMessage',
        '@router.post("/webhooks/inbound")',
        'def inbound(payload: InboundMessage, db: Session = Depends(get_db)):',
        '    add_message(db, content=payload.text)',
      ],
    }),
  ).toEqual(['app/routers/webhooks.py:3 unverified no-verification']);
});
