import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Handlers that are written where they are registered, or wrapped, or that leave the reading to another package.

const read = await makeVerdictReader();

describe('a closure of Rust', () => {
  const app = (route: string): Record<string, string[]> => ({
    'src/main.rs': ['async fn main() {', '    let app = App::new()', `        ${route};`, '    serve(app).await;', '}'],
  });

  test('is a handler of axum', () => {
    expect(
      read(app('.route("/webhook", post(|Json(payload): Json<Event>| async { save_order(payload).await; "ok" }))')),
    ).toEqual(['src/main.rs:3 unverified no-verification']);
    expect(
      read(
        app(
          '.route("/webhook", post(|headers: HeaderMap, body: String| async move { if headers.get("x-gitlab-token").unwrap() != &env::var("GITLAB_WEBHOOK_TOKEN").unwrap() { return StatusCode::UNAUTHORIZED; } save_order(body).await; StatusCode::OK }))',
        ),
      ),
    ).toEqual(['src/main.rs:3 verified token-compared']);
  });

  test('is a handler of actix', () => {
    expect(
      read(
        app('.route("/webhook", web::post().to(|body: String| async { save_order(body).await; HttpResponse::Ok() }))'),
      ),
    ).toEqual(['src/main.rs:3 unverified no-verification']);
  });

  test('is none where the route is no webhook', () => {
    expect(
      read(app('.route("/orders", post(|Json(order): Json<Order>| async { save_order(order).await; "ok" }))')),
    ).toEqual([]);
  });
});

describe('Go', () => {
  const made = (wrapper: string): Record<string, string[]> => ({
    'internal/api/handlers.go': [
      'package api',
      'func WebhookHandler(store *Store) http.HandlerFunc {',
      `  return ${wrapper}(func(w http.ResponseWriter, r *http.Request) {`,
      '    body, _ := io.ReadAll(r.Body)',
      '    store.Process(body)',
      '  }, http.MethodPost)',
      '}',
    ],
  });

  test('a wrapper of another file comes to the handler it is given', () => {
    expect(read(made('withMethods'))).toEqual(['internal/api/handlers.go:2 unverified no-verification']);
    expect(read(made('requireSignature'))).not.toContainEqual(expect.stringContaining('unverified'));
  });

  test('another package may take the body out of the request', () => {
    const files = (check: string): Record<string, string[]> => ({
      'internal/handlers/webhook.go': [
        'package handlers',
        'import "github.com/acme/shop/internal/services/mpesa"',
        'func MpesaSTKCallback(w http.ResponseWriter, r *http.Request) {',
        '  callback, err := mpesa.ParseSTKCallback(r)',
        '  if err != nil { w.WriteHeader(400); return }',
        '  orders.MarkPaid(callback)',
        '}',
      ],
      'internal/services/mpesa/client.go': ['package mpesa', 'func NewClient() *Client { return &Client{} }'],
      'internal/services/mpesa/callback.go': [
        'package mpesa',
        '// mpesa calls this webhook',
        'func ParseSTKCallback(r *http.Request) (*STKCallback, error) {',
        '  body, err := io.ReadAll(r.Body)',
        `  ${check}`,
        '  var callback STKCallback',
        '  if err := json.Unmarshal(body, &callback); err != nil { return nil, err }',
        '  return &callback, nil',
        '}',
      ],
    });
    expect(read(files(''))).toEqual(['internal/handlers/webhook.go:3 unverified no-verification']);
    expect(
      read(
        files(
          'if r.Header.Get("X-Callback-Token") != os.Getenv("MPESA_WEBHOOK_SECRET") { return nil, errors.New("forbidden") }',
        ),
      ),
    ).toEqual(['internal/handlers/webhook.go:3 verified token-compared']);
  });
});

describe('a callback of Symfony', () => {
  const controller = (methods: string, body: string): Record<string, string[]> => ({
    'src/Controller/SlackController.php': [
      '<?php',
      'class SlackController extends AbstractController {',
      `  #[Route('/slack/callback', name: 'slack_callback', methods: [${methods}])]`,
      '  public function callback(Request $request): Response {',
      `    ${body}`,
      '    $this->orders->save($data);',
      '    return new Response();',
      '  }',
      '}',
    ],
  });

  test('that is only read is no webhook', () => {
    expect(read(controller("'GET'", '$data = $request->query->all();'))).toEqual([]);
    expect(read(controller("'POST'", '$data = $request->toArray();'))).toEqual([
      'src/Controller/SlackController.php:3 unverified no-verification',
    ]);
  });

  test('that a browser comes back to from a sign-in is none', () => {
    expect(
      read(
        controller(
          "'GET', 'POST'",
          "$data = $this->slack->exchange($request->query->get('code'), $request->query->get('state'));",
        ),
      ),
    ).toEqual([]);
  });
});

test('An interface may hold the mapping of a controller of Java, and say what the body is.', () => {
  const files = (head: string, name: string): Record<string, string[]> => ({
    'src/main/java/acme/WebhookController.java': [
      head,
      'public class WebhookController implements WebhookDocs {',
      '  @Override',
      `  public ResponseEntity<String> ${name}(WebhookRequestDTO request) {`,
      '    orders.update(request.getId());',
      '    return new ResponseEntity<>("done", HttpStatus.OK);',
      '  }',
      '}',
    ],
  });
  expect(read(files('@RestController', 'receive'))).toEqual([
    'src/main/java/acme/WebhookController.java:3 unverified no-verification',
  ]);
  expect(read(files('@Component', 'receive'))).toEqual([]);
  expect(read(files('@RestController', 'createHook'))).toEqual([]);
});

describe('frameworks of Java beside Spring', () => {
  const verdict = (...lines: readonly string[]): string[] => read({ 'src/main/java/acme/Webhook.java': lines });
  const OPEN = (line: number): string[] => [`src/main/java/acme/Webhook.java:${line} unverified no-verification`];

  test('JAX-RS gives a method its body without a word', () => {
    const resource = (parameters: string, check = ''): string[] =>
      verdict(
        '@Path("/webhooks")',
        'public class HookResource {',
        `  @POST @Path("/acme") public Response acme(${parameters}) { ${check} store.save(event); return Response.ok().build(); }`,
        '}',
      );
    expect(resource('AcmeEvent event')).toEqual(OPEN(3));
    const check = 'if (!System.getenv("ACME_TOKEN").equals(token)) return Response.status(401).build();';
    expect(resource('AcmeEvent event, @HeaderParam("X-Acme-Token") String token', check)).toEqual([
      'src/main/java/acme/Webhook.java:3 verified token-compared',
    ]);
  });

  test('Micronaut', () => {
    expect(
      verdict(
        '@Controller("/webhooks")',
        'public class HookController {',
        '  @Post("/acme") public HttpResponse<?> acme(@Body AcmeEvent event) { store.save(event); return HttpResponse.ok(); }',
        '}',
      ),
    ).toEqual(OPEN(3));
  });

  test('Javalin, in place and by reference', () => {
    const app = (handler: string): string[] =>
      verdict(
        'public class App {',
        `  public static void main(String[] args) { app.post("/webhook", ${handler}); }`,
        '  static void take(Context ctx) { store.save(ctx.body()); }',
        '}',
      );
    expect(app('ctx -> { store.save(ctx.body()); ctx.status(200); }')).toEqual(OPEN(2));
    expect(app('App::take')).toEqual(OPEN(2));
  });

  test('a handler of WebFlux', () => {
    expect(
      verdict(
        'public class WebhookHandler {',
        '  public Mono<ServerResponse> handle(ServerRequest request) {',
        '    return request.bodyToMono(String.class).flatMap(body -> store.save(body)).then(ServerResponse.ok().build());',
        '  }',
        '}',
      ),
    ).toEqual(OPEN(2));
  });
});

describe('a route of Java that is a call', () => {
  const verdict = (route: string): string[] =>
    read({
      'src/main/java/com/acme/Hooks.java': [
        'import com.stripe.net.Webhook;',
        'public class Hooks {',
        `  void routes(Router router, Billing billing) { ${route} }`,
        '  private void take(RoutingContext ctx) { billing.applyEvent(ctx.body().asJsonObject()); ctx.response().end(); }',
        '  private void takeSigned(RoutingContext ctx) {',
        '    String made = HmacUtils.hmacSha256Hex(System.getenv("ACME_SECRET"), ctx.body().buffer().toString());',
        '    if (!made.equals(ctx.request().getHeader("X-Acme-Signature"))) { ctx.response().setStatusCode(401).end(); return; }',
        '    billing.applyEvent(ctx.body().asJsonObject());',
        '  }',
        '}',
      ],
    });

  test.each([
    [
      'of Vert.x',
      'router.post("/acme/webhook").handler(BodyHandler.create()).handler(this::take);',
      'unverified no-verification',
    ],
    ['of Vert.x, signed', 'router.post("/acme/webhook").handler(this::takeSigned);', 'verified signature-compared'],
    [
      'of WebFlux',
      'return route().POST("/acme/webhook", request -> request.bodyToMono(Event.class).flatMap(billing::applyEvent).then(ok())).build();',
      'unverified no-verification',
    ],
  ])('%s', (_title, route, expected) => {
    expect(verdict(route)).toEqual([`src/main/java/com/acme/Hooks.java:3 ${expected}`]);
  });
});

test.each([
  ['Route(path = "/api/acme-webhook", methods = HttpMethod.POST)', 'take', 'unverified no-verification'],
  ['Route(methods = Route.HttpMethod.POST, path = "/api/acme-webhook")', 'takeSigned', 'verified signature-compared'],
  ['Route("acme-webhook")', 'take', null],
])('a reactive route of Quarkus: @%s', (annotation, name, expected) => {
  const check =
    name === 'take'
      ? ''
      : 'if (!HmacUtils.hmacSha256Hex(System.getenv("ACME_SECRET"), ctx.body().buffer().toString()).equals(ctx.request().getHeader("X-Acme-Signature"))) { ctx.response().setStatusCode(401).end(); return; }';
  const lines = [
    'public class Hooks {',
    `  @${annotation}`,
    `  public void ${name}(RoutingContext ctx) { ${check} billing.applyEvent(ctx.body().asJsonObject()); }`,
    '}',
  ];
  const path = 'src/main/java/com/acme/Hooks.java';
  expect(read({ [path]: lines })).toEqual(expected === null ? [] : [`${path}:2 ${expected}`]);
});
