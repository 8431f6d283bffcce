import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Secrets that stand in the source, and those that nobody has set.

const read = await makeVerdictReader();

const PATH = 'app/webhooks.py';

describe('a digest with a key that stands in the source', () => {
  const keyed = (secret: string): Record<string, string[]> => ({
    [PATH]: [
      '@router.post("/webhooks/orders")',
      'async def take(request: Request):',
      '    raw = await request.body()',
      `    secret = "${secret}"`,
      '    mac = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()',
      '    if not hmac.compare_digest(mac, request.headers.get("X-Signature")):',
      '        raise HTTPException(401)',
      '    Order.objects.create(id=json.loads(raw)["id"])',
    ],
  });

  test.each([
    ['your_webhook_secret', 'ineffective default-secret'],
    ['change-me', 'ineffective default-secret'],
    ['k3v9-72hd-11pq', 'verified signature-compared'],
  ])('%s', (secret, verdict) => {
    expect(read(keyed(secret))).toEqual([`${PATH}:2 ${verdict}`]);
  });
});

test.each([
  ['nothing', "''", 'optional empty-secret'],
  ['a setting', "config('services.stripe.webhook_secret')", 'verified sdk-verifier'],
])("Stripe's verifier is handed %s", (_, secret, verdict) => {
  const path = 'app/Http/Controllers/StripeWebhookController.php';
  const lines = [
    '<?php',
    'class StripeWebhookController extends Controller {',
    '  public function handle(Request $request) {',
    `    $secret = ${secret};`,
    "    $event = \\Stripe\\Webhook::constructEvent($request->getContent(), $request->header('Stripe-Signature'), $secret);",
    "    Order::where('session', $event->data->object->id)->update(['paid' => true]);",
    '  }',
    '}',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:3 ${verdict}`]);
});

describe('a token that stands in the source', () => {
  const compared = (text: string): Record<string, string[]> => ({
    'Program.cs': [
      'app.MapPost("/webhook", async (HttpContext context) => {',
      `  if (context.Request.Headers["X-Webhook-Token"] != "${text}") return Results.Unauthorized();`,
      '  var order = await context.Request.ReadFromJsonAsync<Order>();',
      '  orders.Insert(order);',
      '  return Results.Ok();',
      '});',
    ],
  });

  test.each([
    ['k3v9-72hd-11pq', 'verified token-compared'],
    ['your-token-here', 'ineffective default-secret'],
    ['HMAC-SHA256', 'unverified no-verification'],
  ])('%s', (text, verdict) => {
    expect(read(compared(text))).toEqual([`Program.cs:1 ${verdict}`]);
  });
});

describe('a key that is empty where nobody has set it', () => {
  const keyed = (...lines: readonly string[]): Record<string, string[]> => ({
    'Program.cs': [
      'app.MapPost("/webhook", async (HttpContext context, IConfiguration config) => {',
      '  var key = config["Shop:Secret"] ?? "";',
      ...lines,
      '  var raw = await new StreamReader(context.Request.Body).ReadToEndAsync();',
      '  using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(key));',
      '  var made = Convert.ToHexString(mac.ComputeHash(Encoding.UTF8.GetBytes(raw)));',
      '  if (made != context.Request.Headers["X-Signature"].ToString()) return Results.Unauthorized();',
      '  orders.Insert(raw);',
      '  return Results.Ok();',
      '});',
    ],
  });

  test.each([
    ['nobody asks', [], 'optional empty-secret'],
    [
      'asked by its own',
      ['  if (string.IsNullOrEmpty(key)) return Results.StatusCode(500);'],
      'verified signature-compared',
    ],
    ['asked by a comparison', ['  if (key == "") return Results.StatusCode(500);'], 'verified signature-compared'],
  ])('%s', (_, lines, verdict) => {
    expect(read(keyed(...lines))).toEqual([`Program.cs:1 ${verdict}`]);
  });
});

describe('a key of Rust that is empty where nobody has set it', () => {
  const keyed = (value: string, asked: string, refused: string): Record<string, string[]> => ({
    'src/main.rs': [
      'pub async fn acme_webhook(headers: HeaderMap, body: Bytes) -> StatusCode {',
      `  let key = std::env::var("ACME_WEBHOOK_SECRET").${value};`,
      `  ${asked}`,
      '  let given = headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or("");',
      '  let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();',
      '  mac.update(&body);',
      `  if ${refused} { return StatusCode::UNAUTHORIZED; }`,
      '  orders::paid(&body).await;',
      '  StatusCode::OK',
      '}',
    ],
  });
  const BY_LIBRARY = 'mac.verify_slice(&hex::decode(given).unwrap()).is_err()';
  const BY_HAND = 'hex::encode(mac.finalize().into_bytes()) != given';
  const EMPTY = 'optional empty-secret';
  const KEPT = 'verified signature-compared';
  const ASKED = 'if key.is_empty() { return StatusCode::INTERNAL_SERVER_ERROR; }';

  test.each([
    ['unwrap_or_default()', '', BY_LIBRARY, EMPTY],
    ['unwrap_or_default()', '', BY_HAND, EMPTY],
    ['unwrap_or_else(|_| String::new())', '', BY_LIBRARY, EMPTY],
    ['unwrap_or("".to_string())', '', BY_HAND, EMPTY],
    ['unwrap_or_default()', ASKED, BY_LIBRARY, KEPT],
    ['unwrap_or_default()', ASKED, BY_HAND, KEPT],
    ['expect("not set")', '', BY_LIBRARY, KEPT],
  ])('%s %s %s', (value, asked, refused, verdict) => {
    expect(read(keyed(value, asked, refused))).toEqual([`src/main.rs:1 ${verdict}`]);
  });
});

describe('a setting that has a stand-in where nobody has set it', () => {
  const csharp = (secret: string): Record<string, string[]> => ({
    'Program.cs': [
      'app.MapPost("/webhook", async (HttpContext context, IConfiguration config) => {',
      `  if (context.Request.Headers["X-Webhook-Token"] != ${secret}) return Results.Unauthorized();`,
      '  orders.Insert(await context.Request.ReadFromJsonAsync<Order>());',
      '  return Results.Ok();',
      '});',
    ],
  });
  const java = (secret: string): Record<string, string[]> => ({
    'src/main/java/shop/WebhookController.java': [
      '@RestController public class WebhookController { @PostMapping("/webhook")',
      'public ResponseEntity<?> take(@RequestBody String body, @RequestHeader("X-Webhook-Token") String given) {',
      `  String token = ${secret};`,
      '  if (!token.equals(given)) { return ResponseEntity.status(401).build(); }',
      '  orders.insert(body);',
      '  return ResponseEntity.ok().build(); } }',
    ],
  });
  const STANDS = 'ineffective default-secret';
  const NONE = 'verified token-compared';

  test.each([
    [csharp, 'config.GetValue<string>("Shop:Token", "changeme")', STANDS],
    [csharp, 'config.GetValue("Shop:Token", "changeme")', STANDS],
    [csharp, 'config.GetValue<string>("Shop:Token")', NONE],
    [java, 'env.getProperty("shop.token", "changeme")', STANDS],
    [java, 'System.getenv().getOrDefault("SHOP_TOKEN", "changeme")', STANDS],
    [java, 'Optional.ofNullable(System.getenv("SHOP_TOKEN")).orElse("changeme")', STANDS],
    [java, 'env.getProperty("shop.token")', NONE],
  ])('%o %s', (files, secret, verdict) => {
    expect(read(files(secret)).map((each) => each.replace(/^\S+ /, ''))).toEqual([verdict]);
  });
});

describe('a key of Go that is chosen by what came', () => {
  const chosen = (...lines: readonly string[]): Record<string, string[]> => ({
    'main.go': [
      'package main',
      'func acmeWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, _ := io.ReadAll(r.Body)',
      '  order := parse(body)',
      '  var signing string',
      ...lines,
      '  mac := hmac.New(sha256.New, []byte(signing))',
      '  mac.Write(body)',
      '  if hex.EncodeToString(mac.Sum(nil)) != r.Header.Get("X-Acme-Signature") {',
      '    http.Error(w, "no", 401)',
      '    return',
      '  }',
      '  pay(order)',
      '}',
      'func main() { http.HandleFunc("/webhook", acmeWebhook) }',
    ],
  });
  const OF = (name: string): string => `signing = os.Getenv("ACME_${name}_SECRET")`;
  const SWITCH = ['switch order.Kind {', `case "a": ${OF('A')}`, `case "b": ${OF('B')}`];

  test.each([
    ['and by nothing else', [...SWITCH, '}'], 'optional empty-secret'],
    ['or refused', [...SWITCH, 'default:', 'http.Error(w, "no", 400)', 'return', '}'], 'verified signature-compared'],
    ['or by one more', [...SWITCH, `default: ${OF('C')}`, '}'], 'verified signature-compared'],
    ['by one question', [`if order.Live { ${OF('A')} }`], 'optional empty-secret'],
    ['by one or the other', [`if order.Live { ${OF('A')} } else { ${OF('B')} }`], 'verified signature-compared'],
  ])('%s', (_, lines, verdict) => {
    expect(read(chosen(...lines))).toEqual([`main.go:2 ${verdict}`]);
  });
});

/** A helper that says yes where no secret is set, up to what it does with one. */
const LAX = [
  'def is_genuine(req):',
  '    secret = os.getenv("HOOK_SECRET", "")',
  '    if not secret:',
  '        return True',
];

test('a helper that says yes where no secret is set, before a handler of which nothing more is understood', () => {
  expect(
    read({
      [PATH]: [
        ...LAX,
        '    mac = hmac.new(secret.encode(), req.get_data(), hashlib.sha256).hexdigest()',
        '    return hmac.compare_digest(mac, req.headers.get("X-Signature", ""))',
        '@bp.route("/webhooks/acme", methods=["POST"])',
        'def take():',
        '    if not is_genuine(request):',
        '        return jsonify({"error": "Invalid signature"}), 401',
        '    row = Row.query.filter_by(id=request.get_json()["id"]).first()',
        '    row.paid = True',
        '    db.session.commit()',
        '    return jsonify({"ok": True})',
      ],
    }),
  ).toEqual([`${PATH}:8 optional skipped-without-secret`]);
});

test('a form request of Laravel that asks a method of its own', () => {
  const files = {
    'app/Http/Controllers/HookController.php': [
      '<?php',
      'use App\\Http\\Requests\\HookRequest;',
      'class HookController extends Controller {',
      '  public function webhook(HookRequest $request) { Order::create($request->validated()); }',
      '}',
    ],
    'app/Http/Requests/HookRequest.php': [
      '<?php',
      'class HookRequest extends FormRequest {',
      '  public function authorize(): bool { return $this->isGenuine(); }',
      '  protected function isGenuine(): bool {',
      "    $secret = config('webhook.secret');",
      '    if (!$secret) { return true; }',
      "    return hash_equals(hash_hmac('sha256', $this->getContent(), $secret), $this->header('X-Signature'));",
      '  }',
      '}',
    ],
  };
  expect(read(files)).toEqual(['app/Http/Controllers/HookController.php:4 optional skipped-without-secret']);
});

test('a service of PHP that an action asks for by its type', () => {
  const service = (body: string): Record<string, string[]> => ({
    'app/Http/Controllers/PayWebhookController.php': [
      '<?php',
      'use App\\Services\\PayService;',
      'class PayWebhookController extends Controller {',
      '  public function __invoke(Request $request, PayService $pay) {',
      "    if (!$pay->verifyWebhookSignature($request->getContent(), $request->header('X-Signature'))) { abort(401); }",
      '    Order::create($request->all());',
      '  }',
      '}',
    ],
    'app/Services/PayService.php': [
      '<?php',
      'class PayService {',
      '  public function verifyWebhookSignature(string $raw, ?string $signature): bool {',
      `    ${body}`,
      '  }',
      '}',
    ],
  });
  const path = 'app/Http/Controllers/PayWebhookController.php';
  expect(read(service("return hash_equals(hash_hmac('sha256', $raw, config('pay.secret')), $signature);"))).toEqual([
    `${path}:4 verified signature-compared`,
  ]);
});

test('the way back from a sign-in with a provider is no webhook, whatever it subscribes to', () => {
  const callback = (lines: readonly string[]): Record<string, string[]> => ({
    'app/auth.py': [
      '@router.post("/meta-callback/{business_id}")',
      'async def back(business_id: str, payload: CallbackSchema):',
      ...lines,
      '    db.add(Account(payload))',
    ],
  });
  const exchange = [
    '    r = await client.get(URL, params={"client_secret": settings.META_SECRET, "code": payload.code})',
  ];
  expect(read(callback(exchange))).toEqual([]);
  expect(read(callback([]))).toEqual(['app/auth.py:2 unverified no-verification']);
});

test('a helper that asks for a signature behind the secret is told for the secret that may be missing', () => {
  expect(
    read({
      [PATH]: [
        ...LAX,
        '    signature = req.headers.get("X-Signature")',
        '    if not signature:',
        '        return False',
        '    mac = hmac.new(secret.encode(), req.get_data(), hashlib.sha256).hexdigest()',
        '    return hmac.compare_digest(mac, signature)',
        '@bp.route("/webhooks/acme", methods=["POST"])',
        'def take():',
        '    if not is_genuine(request):',
        '        return jsonify({"error": "Invalid signature"}), 401',
        '    return jsonify({"ok": True})',
      ],
    }),
  ).toEqual([`${PATH}:11 optional skipped-without-secret`]);
});
