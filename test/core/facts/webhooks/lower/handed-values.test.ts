import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// Values that reach a handler by ways of a language's or a framework's own.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

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

describe('Go', () => {
  const file = (name: string): Record<string, string[]> => ({
    'internal/webhook/github.go': [
      'package webhook',
      `func ${name}(secret []byte) http.Handler {`,
      '  return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
      '    body, _ := io.ReadAll(r.Body)',
      '    process(body)',
      '  })',
      '}',
    ],
  });

  test('a function that makes the handler is one in a file of webhooks', () => {
    expect(read(file('GithubHandler'))).toEqual(['internal/webhook/github.go:2 unverified no-verification']);
    expect(read(file('Recover'))).toEqual([]);
  });

  test('what the own pages ask for is none, though its file is called for webhooks', () => {
    const method = (name: string): Record<string, string[]> => ({
      'internal/handlers/webhook.go': [
        'package handlers',
        `func (h *WebhookHandler) ${name}(c *gin.Context) {`,
        '  var body map[string]any',
        '  c.ShouldBindJSON(&body)',
        '  h.repo.Create(body)',
        '}',
      ],
    });
    expect(read(method('Stripe'))).toEqual(['internal/handlers/webhook.go:2 unverified no-verification']);
    for (const name of ['StartVerification', 'SetWebhookUrl', 'RotateWebhookSecret'])
      expect(read(method(name))).toEqual([]);
  });
});
