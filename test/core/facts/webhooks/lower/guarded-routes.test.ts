import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Layers of axum stand in the file that builds the router, handlers and middleware in files of their own.

const read = await makeVerdictReader();

const HANDLER = [
  'pub async fn ingest(State(state): State<AppState>, body: Bytes) -> Result<StatusCode, ApiError> {',
  '  state.jobs.insert(&body).await?;',
  '  Ok(StatusCode::ACCEPTED)',
  '}',
];
const VERIFIER = [
  'use hmac::{Hmac, Mac};',
  'pub async fn verify_signature(request: Request, next: Next) -> Response {',
  '  let given = request.headers().get("x-hub-signature-256");',
  '  let mut mac = Hmac::<Sha256>::new_from_slice(std::env::var("WEBHOOK_SECRET").unwrap().as_bytes()).unwrap();',
  '  mac.update(&request.body());',
  '  if mac.verify_slice(given).is_err() { return StatusCode::UNAUTHORIZED.into_response(); }',
  '  next.run(request).await',
  '}',
];
const server = (...chain: readonly string[]): Record<string, readonly string[]> => ({
  'src/handlers/webhooks.rs': HANDLER,
  'src/verification.rs': VERIFIER,
  'src/server.rs': [
    'use crate::handlers;',
    'use crate::verification::verify_signature;',
    'pub fn router() -> Router {',
    `  Router::new()${chain.join('')}`,
    '}',
  ],
});
const ROUTE = '.route("/webhooks/{provider}", post(handlers::webhooks::ingest))';

test('a layer protects the routes before it', () => {
  expect(read(server(ROUTE, '.layer(middleware::from_fn(verify_signature))'))).toEqual([
    'src/handlers/webhooks.rs:1 verified signature-compared',
  ]);
});

test('a layer does not protect the routes behind it', () => {
  expect(read(server('.layer(middleware::from_fn(verify_signature))', ROUTE))).toEqual([
    'src/handlers/webhooks.rs:1 unverified no-verification',
  ]);
});

test('a layer that nobody here can read leaves a doubt', () => {
  expect(read(server(ROUTE, '.layer(from_fn_with_state(state, other_crate::webhook_guard))'))).toEqual([
    'src/handlers/webhooks.rs:1 unknown delegated-unresolved',
  ]);
});

describe('a layer', () => {
  const ROUTER = [
    'use crate::handlers;',
    'pub fn router() -> Router { Router::new().route("/webhooks/acme", post(handlers::webhooks::take_webhook)) }',
  ];
  const elsewhere = (...lines: readonly string[]): Record<string, readonly string[]> => ({
    'src/handlers/webhooks.rs': HANDLER.map((line) => line.replace('ingest', 'take_webhook')),
    'src/verification.rs': VERIFIER.map((line) => line.replace('verify_signature', 'check_caller')),
    ...(lines.join().includes('hooks::router') ? { 'src/routes/hooks.rs': ROUTER } : {}),
    'src/main.rs': [
      'use crate::handlers;',
      'use crate::routes::hooks;',
      'use crate::verification::check_caller;',
      ...lines,
    ],
  });
  const LAYER = '.layer(from_fn_with_state(state.clone(), check_caller))';
  const HOOK = '.route("/webhooks/acme", post(handlers::webhooks::take_webhook))';
  const VERIFIED = 'verified signature-compared';
  const OPEN = 'unverified no-verification';

  test.each([
    ['of the one route', [`fn app() -> Router { Router::new()${HOOK.replace(/\)$/, `${LAYER})`)} }`], VERIFIED],
    [
      'of another route',
      [`fn app() -> Router { Router::new()${HOOK}.route("/me", post(handlers::me)${LAYER}) }`],
      OPEN,
    ],
    [
      'of a variable',
      [`fn app() -> Router { let signed = from_fn(check_caller); Router::new()${HOOK}.layer(signed) }`],
      VERIFIED,
    ],
    [
      'around a router that is nested',
      [`fn app() -> Router { Router::new().nest("/api", hooks::router()${LAYER}) }`],
      VERIFIED,
    ],
    [
      'around a router that is merged',
      [`fn app() -> Router { Router::new().merge(hooks::router()${LAYER}) }`],
      VERIFIED,
    ],
    [
      'around what nests a router',
      [`fn app() -> Router { Router::new().nest("/api", hooks::router())${LAYER} }`],
      VERIFIED,
    ],
    ['before a router is nested', [`fn app() -> Router { Router::new()${LAYER}.nest("/api", hooks::router()) }`], OPEN],
    [
      'around one of two routers of a module',
      [`fn app() -> Router { hooks::people()${LAYER}.merge(hooks::router()) }`],
      OPEN,
    ],
    [
      'around a router of a function beside',
      [`fn own() -> Router { Router::new()${HOOK} }`, `fn app() -> Router { Router::new().merge(own()${LAYER}) }`],
      VERIFIED,
    ],
    [
      'around a router of a variable',
      [`fn app() -> Router { let own = Router::new()${HOOK}; Router::new().merge(own${LAYER}) }`],
      VERIFIED,
    ],
    [
      'around another router of a variable',
      [`fn app() -> Router { let own = Router::new()${HOOK}; Router::new().merge(people${LAYER}).merge(own) }`],
      OPEN,
    ],
  ])('%s', (_title, lines, expected) => {
    const told = read(elsewhere(...lines)).filter((each) => each.startsWith('src/handlers/'));
    expect(told).toEqual([`src/handlers/webhooks.rs:1 ${expected}`]);
  });
});

test('a layer that traces protects nothing', () => {
  expect(read(server(ROUTE, '.layer(TraceLayer::new_for_http())'))).toEqual([
    'src/handlers/webhooks.rs:1 unverified no-verification',
  ]);
});

describe('a handler of Go that a router of another package guards', () => {
  const files = (check: string): Record<string, string[]> => ({
    'internal/handlers/webhook.go': [
      'package handlers',
      'func (h *Handler) HandleAcmeWebhook(c *gin.Context) {',
      '  var e Event',
      '  if err := c.ShouldBindJSON(&e); err != nil { return }',
      '  h.orders.MarkPaid(e.ID)',
      '}',
    ],
    'internal/middleware/signature.go': [
      'package middleware',
      'func VerifySignature(secret string) gin.HandlerFunc {',
      '  return func(c *gin.Context) {',
      '    body, _ := io.ReadAll(c.Request.Body)',
      '    mac := hmac.New(sha256.New, []byte(secret))',
      '    mac.Write(body)',
      `    ${check}`,
      '    c.Next()',
      '  }',
      '}',
    ],
    'internal/middleware/logger.go': ['package middleware', 'func Logger() {}'],
    'internal/server/router.go': [
      'package server',
      'import (',
      '  "shop/internal/handlers"',
      '  "shop/internal/middleware"',
      ')',
      'func Routes(r *gin.Engine, h *handlers.Handler) {',
      '  hooks := r.Group("/webhooks")',
      '  hooks.Use(middleware.VerifySignature(os.Getenv("WEBHOOK_SECRET")))',
      '  hooks.POST("/acme", h.HandleAcmeWebhook)',
      '}',
    ],
  });
  const path = 'internal/handlers/webhook.go';

  test('is protected where the guard bites', () => {
    const check = 'if !hmac.Equal([]byte(c.GetHeader("X-Signature")), mac.Sum(nil)) { c.AbortWithStatus(401); return }';
    expect(read(files(check))).toEqual([`${path}:2 verified signature-compared`]);
  });

  test('is in doubt where nobody understands it', () => {
    expect(read(files(''))).toEqual([`${path}:2 unknown delegated-unresolved`]);
  });

  test('is open behind what is there for browsers', () => {
    const open = files('');
    const router = open['internal/server/router.go']!.map((line) =>
      line.includes('Use(') ? '  hooks.Use(middleware.SecurityHeaders())' : line,
    );
    expect(read({ ...open, 'internal/server/router.go': router })).toEqual([`${path}:2 unverified no-verification`]);
  });
});

describe('a middleware of Laravel by its short name', () => {
  const tree = (short: string, body: string): Record<string, string[]> => ({
    'routes/api.php': [
      '<?php',
      'use App\\Http\\Controllers\\PaymentController;',
      `Route::post('/webhooks/acme', [PaymentController::class, 'webhook'])->middleware(['${short}']);`,
    ],
    'app/Http/Controllers/PaymentController.php': [
      '<?php',
      'class PaymentController extends Controller {',
      '  public function webhook(Request $request) { Order::pay($request->all()); }',
      '}',
    ],
    'app/Http/Middleware/VerifyWebhook.php': [
      '<?php',
      'class VerifyWebhook {',
      `  public function handle(Request $request, Closure $next) { ${body} return $next($request); }`,
      '}',
    ],
  });
  const CHECKS =
    "if (!hash_equals(hash_hmac('sha256', $request->getContent(), env('ACME_WEBHOOK_SECRET')), $request->header('X-Signature'))) { abort(403); }";

  test.each([
    ['verifies', 'verify.webhook', CHECKS, 'verified signature-compared'],
    ['only notes the request', 'webhook', 'Log::info($request->ip());', 'unverified no-verification'],
    ['is of another name', 'verify.acme', CHECKS, 'unknown delegated-unresolved'],
  ])('%s', (_name, short, body, expected) => {
    expect(read(tree(short, body))).toEqual([`app/Http/Controllers/PaymentController.php:3 ${expected}`]);
  });
});

describe('a scope of actix', () => {
  const verdict = (wrapped: string, condition = ' if token == expected'): string[] =>
    read({
      'src/main.rs': [
        'use actix_web::{middleware::{from_fn, Next}, web, App};',
        'async fn require_token(req: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {',
        '  let expected = std::env::var("ACME_TOKEN").unwrap();',
        '  match req.headers().get("X-Acme-Token").and_then(|v| v.to_str().ok()) {',
        `    Some(token)${condition} => next.call(req).await,`,
        '    _ => Err(ErrorUnauthorized("token")),',
        '  }',
        '}',
        'async fn take(payload: web::Json<Event>) -> HttpResponse { orders::insert(payload.into_inner()).await; HttpResponse::Ok().finish() }',
        `fn app() { App::new().service(web::scope("/webhooks")${wrapped}.route("/health", web::get().to(health)).route("/acme", web::post().to(take))) }`,
      ],
    });

  test.each([
    ['tells the path of its routes', '', undefined, 'unverified no-verification'],
    ['is wrapped as a whole', '.wrap(from_fn(require_token))', undefined, 'verified token-compared'],
    ['is wrapped in what any token passes', '.wrap(from_fn(require_token))', '', 'ineffective presence-only'],
  ])('%s', (_title, wrapped, condition, expected) => {
    expect(verdict(wrapped, condition)).toEqual([`src/main.rs:9 ${expected}`]);
  });
});

test('the second of several routes of a router is found too', () => {
  expect(
    read({
      'src/main.rs': [
        'async fn on_push(Json(push): Json<Push>) -> StatusCode { builds::insert(push).await; StatusCode::OK }',
        'fn app() -> Router { Router::new().route("/health", get(health)).route("/github/webhook", post(on_push)) }',
      ],
    }),
  ).toEqual(['src/main.rs:1 unverified no-verification']);
});

describe('a method of Go that wraps the handlers behind it', () => {
  const verdict = (refusal: string): string[] =>
    read({
      'api/router.go': [
        'package api',
        'func routes(h *Handlers) http.Handler {',
        '  r := chi.NewRouter()',
        '  r.Route("/webhooks", func(r chi.Router) { r.Use(h.verifySignature); r.Post("/acme", h.takeAcme) })',
        '  return r',
        '}',
        'func (h *Handlers) verifySignature(next http.Handler) http.Handler {',
        '  return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
        '    body, _ := io.ReadAll(r.Body)',
        '    mac := hmac.New(sha256.New, []byte(os.Getenv("ACME_SECRET")))',
        '    mac.Write(body)',
        `    if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Acme-Signature"))) { ${refusal} }`,
        '    next.ServeHTTP(w, r)',
        '  })',
        '}',
        'func (h *Handlers) takeAcme(w http.ResponseWriter, r *http.Request) { body, _ := io.ReadAll(r.Body); h.orders.MarkPaid(body) }',
      ],
    });

  test('and refuses', () => {
    expect(verdict('w.WriteHeader(401); return')).toEqual(['api/router.go:16 verified signature-compared']);
  });

  test('and only logs', () => {
    expect(verdict('log.Println("bad")')).toEqual(['api/router.go:16 ineffective result-ignored']);
  });
});
