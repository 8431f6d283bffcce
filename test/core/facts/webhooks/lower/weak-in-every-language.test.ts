import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// The same ways of getting a check wrong, as each language writes them.

const read = await makeVerdictReader();

type Handler = {
  path: string;
  /** The file around a check: `HELPERS` are functions, `CHECK` is what stands between reading the body and the end. */
  around: string;
  /** Computes the digest and answers whether the signature is the one. */
  helper: string;
  /** Agrees to all. */
  stub: string;
  call: string;
  use: string;
  /** Ends the request if the condition holds. */
  refuse: (condition: string) => string;
  not: (condition: string) => string;
  /** Writes a line to the log if the condition holds, and goes on. */
  log: (condition: string) => string;
  /** Both are so. */
  and: string;
  /** What ends a statement. */
  end: string;
  signature: { there: string; absent: string };
  secret: { take: string; there: string; fallback: string };
  /** The application runs in production. */
  production: string;
};

const curly = {
  not: (condition: string): string => `!${condition}`,
  and: ' && ',
};

const HANDLERS: Record<string, Handler> = {
  Go: {
    ...curly,
    path: 'main.go',
    around:
      'package main\nimport (\n"net/http"\n)\nHELPERS\nfunc takeHook(w http.ResponseWriter, r *http.Request) {\nbody, _ := io.ReadAll(r.Body)\nsignature := r.Header.Get("X-Acme-Signature")\nCHECK\nw.WriteHeader(200)\n}\nfunc main() { http.HandleFunc("/webhooks/acme", takeHook) }',
    helper:
      'func valid(body []byte, signature string, secret string) bool { mac := hmac.New(sha256.New, []byte(secret)); mac.Write(body); return hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(signature)) }',
    stub: 'func valid(body []byte, signature string, secret string) bool { return true }',
    call: 'valid(body, signature, secret)',
    use: 'orders.MarkPaid(body)',
    refuse: (condition) => `if ${condition} {\nhttp.Error(w, "no", 401)\nreturn\n}`,
    log: (condition) => `if ${condition} {\nlog.Println("bad signature")\n}`,
    end: '',
    signature: { there: 'signature != ""', absent: 'signature == ""' },
    secret: {
      take: 'secret := os.Getenv("ACME_WEBHOOK_SECRET")',
      there: 'secret != ""',
      fallback: 'secret := os.Getenv("ACME_WEBHOOK_SECRET")\nif secret == "" {\nsecret = "acme-dev"\n}',
    },
    production: 'os.Getenv("APP_ENV") == "production"',
  },
  Python: {
    path: 'app.py',
    around:
      'from flask import Flask, request\napp = Flask(__name__)\nHELPERS\n@app.route("/webhooks/acme", methods=["POST"])\ndef take_hook():\n    body = request.get_data()\n    signature = request.headers.get("X-Acme-Signature")\n    CHECK\n    return "", 200',
    helper:
      'def valid(body, signature, secret): return hmac.compare_digest(hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(), signature)',
    stub: 'def valid(body, signature, secret): return True',
    call: 'valid(body, signature, secret)',
    use: 'orders.mark_paid(json.loads(body)["id"])',
    refuse: (condition) => `if ${condition}:\n        return "", 401`,
    not: (condition) => `not ${condition}`,
    log: (condition) => `if ${condition}:\n        logger.warning("bad signature")`,
    and: ' and ',
    end: '',
    signature: { there: 'signature', absent: 'not signature' },
    secret: {
      take: 'secret = os.environ.get("ACME_WEBHOOK_SECRET")',
      there: 'secret',
      fallback: 'secret = os.environ.get("ACME_WEBHOOK_SECRET") or "acme-dev"',
    },
    production: 'os.environ.get("ENV") == "production"',
  },
  Ruby: {
    path: 'app.rb',
    around:
      "require 'sinatra'\nhelpers do\nHELPERS\nend\npost '/webhooks/acme' do\nbody = request.body.read\nsignature = request.env['HTTP_X_ACME_SIGNATURE']\nCHECK\n200\nend",
    helper:
      "def valid?(body, signature, secret)\nRack::Utils.secure_compare(OpenSSL::HMAC.hexdigest('SHA256', secret, body), signature)\nend",
    stub: 'def valid?(body, signature, secret)\ntrue\nend',
    call: 'valid?(body, signature, secret)',
    use: "Order.find(JSON.parse(body)['id']).update!(paid: true)",
    refuse: (condition) => `halt 401 if ${condition}`,
    not: (condition) => `!${condition}`,
    log: (condition) => `logger.warn('bad signature') if ${condition}`,
    and: ' && ',
    end: '',
    signature: { there: 'signature', absent: 'signature.nil?' },
    secret: {
      take: "secret = ENV['ACME_WEBHOOK_SECRET']",
      there: 'secret',
      fallback: "secret = ENV.fetch('ACME_WEBHOOK_SECRET', 'acme-dev')",
    },
    production: "ENV['RACK_ENV'] == 'production'",
  },
  PHP: {
    ...curly,
    path: 'app/Http/Controllers/AcmeWebhookController.php',
    around:
      "<?php\nclass AcmeWebhookController extends Controller {\nHELPERS\npublic function handle(Request $request) {\n$body = $request->getContent();\n$signature = $request->header('X-Acme-Signature');\nCHECK\nreturn response()->json([]);\n}\n}",
    helper:
      "private function valid($body, $signature, $secret) { return hash_equals(hash_hmac('sha256', $body, $secret), (string) $signature); }",
    stub: 'private function valid($body, $signature, $secret) { return true; }',
    call: '$this->valid($body, $signature, $secret)',
    use: "Order::find(json_decode($body, true)['id'])->update(['paid' => true]);",
    refuse: (condition) => `if (${condition}) { return response('', 401); }`,
    log: (condition) => `if (${condition}) { Log::warning('bad signature'); }`,
    end: ';',
    signature: { there: '$signature', absent: '!$signature' },
    secret: {
      take: "$secret = config('services.acme.webhook_secret');",
      there: '$secret',
      fallback: "$secret = config('services.acme.webhook_secret') ?: 'acme-dev';",
    },
    production: "app()->environment('production')",
  },
  'C#': {
    ...curly,
    path: 'Program.cs',
    around:
      'var app = builder.Build();\napp.MapPost("/webhooks/acme", async (HttpRequest request, IConfiguration configuration, OrderService orders) => {\nvar body = await new StreamReader(request.Body).ReadToEndAsync();\nstring signature = request.Headers["X-Acme-Signature"];\nCHECK\nreturn Results.Ok();\n});\nHELPERS',
    helper:
      'bool Valid(string body, string signature, string secret) { using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)); return Convert.ToHexString(mac.ComputeHash(Encoding.UTF8.GetBytes(body))) == signature; }',
    stub: 'static bool Valid(string body, string signature, string secret) => true;',
    call: 'Valid(body, signature, secret)',
    use: 'await orders.MarkPaidAsync(body);',
    refuse: (condition) => `if (${condition}) return Results.Unauthorized();`,
    log: (condition) => `if (${condition}) logger.LogWarning("bad signature");`,
    end: ';',
    signature: { there: '!string.IsNullOrEmpty(signature)', absent: 'string.IsNullOrEmpty(signature)' },
    secret: {
      take: 'var secret = configuration["Acme:WebhookSecret"];',
      there: '!string.IsNullOrEmpty(secret)',
      fallback: 'var secret = configuration["Acme:WebhookSecret"] ?? "acme-dev";',
    },
    production: 'env.IsProduction()',
  },
  Java: {
    ...curly,
    path: 'src/main/java/AcmeWebhookController.java',
    around:
      '@RestController\npublic class AcmeWebhookController {\n@PostMapping("/webhooks/acme")\npublic ResponseEntity<Void> take(@RequestBody String body, @RequestHeader(value = "X-Acme-Signature", required = false) String signature) {\nCHECK\nreturn ResponseEntity.ok().build();\n}\nHELPERS\n}',
    helper:
      'private boolean valid(String body, String signature, String secret) { return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(body).equals(signature); }',
    stub: 'private boolean valid(String body, String signature, String secret) { return true; }',
    call: 'valid(body, signature, secret)',
    use: 'orders.markPaid(body);',
    refuse: (condition) => `if (${condition}) { return ResponseEntity.status(401).build(); }`,
    log: (condition) => `if (${condition}) { log.warn("bad signature"); }`,
    end: ';',
    signature: { there: 'signature != null', absent: 'signature == null' },
    secret: {
      take: 'String secret = System.getenv("ACME_WEBHOOK_SECRET");',
      there: 'secret != null',
      fallback: 'String secret = System.getenv("ACME_WEBHOOK_SECRET");\nif (secret == null) { secret = "acme-dev"; }',
    },
    production: '"production".equals(System.getenv("APP_ENV"))',
  },
  Rust: {
    ...curly,
    path: 'src/main.rs',
    around:
      'use axum::{routing::post, Router};\nHELPERS\nasync fn take_hook(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> StatusCode {\nlet signature = headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or("");\nCHECK\nStatusCode::OK\n}\nfn app() -> Router { Router::new().route("/webhooks/acme", post(take_hook)) }',
    helper:
      'fn valid(body: &[u8], signature: &str, secret: &str) -> bool {\nlet mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();\nmac.update(body);\nmac.verify_slice(&hex::decode(signature).unwrap_or_default()).is_ok()\n}',
    stub: 'fn valid(_body: &[u8], _signature: &str, _secret: &str) -> bool { true }',
    call: 'valid(&body, signature, &secret)',
    use: 'state.orders.mark_paid(&body).await;',
    refuse: (condition) => `if ${condition} {\nreturn StatusCode::UNAUTHORIZED;\n}`,
    log: (condition) => `if ${condition} {\ntracing::warn!("bad signature");\n}`,
    end: ';',
    signature: { there: '!signature.is_empty()', absent: 'signature.is_empty()' },
    secret: {
      take: 'let secret = std::env::var("ACME_WEBHOOK_SECRET").expect("no secret");',
      there: '!secret.is_empty()',
      fallback: 'let secret = std::env::var("ACME_WEBHOOK_SECRET").unwrap_or_else(|_| "acme-dev".to_string());',
    },
    production: 'std::env::var("APP_ENV").unwrap() == "production"',
  },
};

/** The checks, each with the verdict that it deserves. */
const CHECKS: Record<string, [verdict: string, write: (handler: Handler) => string[]]> = {
  'refuses what is not signed': [
    'verified signature-compared',
    ({ secret, refuse, not, call, use }) => [secret.take, refuse(not(call)), use],
  ],
  'nobody looks at its answer': [
    'ineffective result-ignored',
    ({ secret, call, end, use }) => [secret.take, `${call}${end}`, use],
  ],
  'a failure is only logged': [
    'ineffective result-ignored',
    ({ secret, log, not, call, use }) => [secret.take, log(not(call)), use],
  ],
  'without a header nobody is asked': [
    'ineffective skipped-without-signature',
    ({ secret, refuse, not, call, use, and, signature }) => [
      secret.take,
      refuse(`${signature.there}${and}${not(call)}`),
      use,
    ],
  ],
  'without a secret nobody is asked': [
    'optional skipped-without-secret',
    ({ secret, refuse, not, call, use, and }) => [secret.take, refuse(`${secret.there}${and}${not(call)}`), use],
  ],
  'in production alone': [
    'ineffective disabled-by-env',
    ({ secret, refuse, not, call, use, and, production }) => [
      secret.take,
      refuse(`${production}${and}${not(call)}`),
      use,
    ],
  ],
  'the order is paid by then': [
    'ineffective after-use',
    ({ secret, refuse, not, call, use }) => [secret.take, use, refuse(not(call))],
  ],
  'the header has to be there, whatever it says': [
    'ineffective presence-only',
    ({ refuse, signature, use }) => [refuse(signature.absent), use],
  ],
  'a secret stands in for the one that is not set': [
    'ineffective default-secret',
    ({ secret, refuse, not, call, use }) => [secret.fallback, refuse(not(call)), use],
  ],
};

const fileOf = ({ path, around }: Handler, helpers: string, check: string[]): Record<string, string[]> => {
  const indented = /^ */.exec(around.split('\n').find((line) => line.includes('CHECK')) ?? '')![0];
  const text = around.replace('HELPERS', () => helpers).replace('CHECK', () => check.join(`\n${indented}`));
  return { [path]: text.split('\n') };
};

const verdictsOf = (files: Record<string, string[]>): string[] => read(files).map((line) => line.replace(/^\S+ /, ''));

describe.each(Object.entries(HANDLERS))('%s', (_language, handler) => {
  test.each(Object.entries(CHECKS))('%s', (_title, [verdict, write]) => {
    expect(verdictsOf(fileOf(handler, handler.helper, write(handler)))).toEqual([verdict]);
  });

  test('it agrees to all', () => {
    const check = [handler.secret.take, handler.refuse(handler.not(handler.call)), handler.use];
    expect(verdictsOf(fileOf(handler, handler.stub, check))).toEqual(['ineffective stub']);
  });
});
