import { beforeAll, describe, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { SyntaxLanguage } from '../../../../../src/core/facts/webhooks/syntax.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import type { Rulebook } from '../../../../../src/core/rulebook/rulebook.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';

// Where a framework hands a request to code, and what stands before.

let parse: Syntax;
let rulebook: Rulebook;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.php', 'a.go', 'a.cs', 'a.rs']);
  rulebook = await readRulebook();
});

type Lowered = Exclude<SyntaxLanguage, 'javascript' | 'typescript' | 'tsx'>;
const verdicts = (language: Lowered, path: string, text: string): string[] =>
  findLoweredWebhooks(language, path, text, parse, compileWebhookKnowledge(rulebook.rules.values(), language))
    .webhooks.filter((fact) => !fact.unrouted)
    .map((fact) => `${fact.line} ${fact.route} ${fact.verification} ${fact.why}`);

const SIGNED = `  body, _ := io.ReadAll(r.Body)
  mac := hmac.New(sha256.New, []byte(os.Getenv("WEBHOOK_SECRET")))
  mac.Write(body)
  if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Signature"))) {`;

describe('middleware of Go', () => {
  const gin = (routes: string): string => `package hooks
import "github.com/gin-gonic/gin"
func Register(r *gin.Engine) {
${routes}
}
func receive(c *gin.Context) {
  var event Event
  c.BindJSON(&event)
  process(event)
}
func verifySignature() gin.HandlerFunc {
  return func(c *gin.Context) {
  r := c.Request
${SIGNED}
    c.AbortWithStatus(403)
    return
  }
  c.Next()
  }
}
`;

  test.each([
    ['of the route', '/webhook', '  r.POST("/webhook", verifySignature(), receive)'],
    [
      'of its group',
      '/hooks/webhook',
      '  hooks := r.Group("/hooks", verifySignature())\n  hooks.POST("/webhook", receive)',
    ],
    [
      'used by its group',
      '/hooks/webhook',
      '  hooks := r.Group("/hooks")\n  hooks.Use(verifySignature())\n  hooks.POST("/webhook", receive)',
    ],
    [
      'of a group around its group',
      '/api/hooks/webhook',
      '  api := r.Group("/api", verifySignature())\n  hooks := api.Group("/hooks")\n  hooks.POST("/webhook", receive)',
    ],
    [
      'of a group that is given no name',
      '/hooks/webhook',
      '  r.Group("/hooks", verifySignature()).POST("/webhook", receive)',
    ],
  ])('%s protects it', (_, route, routes) => {
    expect(verdicts('go', 'hooks.go', gin(routes)).map((each) => each.replace(/^\d+ /, ''))).toEqual([
      `${route} verified signature-compared`,
    ]);
  });

  test.each([
    [
      'of another group',
      '  admin := r.Group("/admin", verifySignature())\n  admin.GET("/", list)\n  r.POST("/webhook", receive)',
    ],
    ['that comes later', '  r.POST("/webhook", receive)\n  r.Use(verifySignature())'],
  ])('%s protects nothing', (_, routes) => {
    expect(verdicts('go', 'hooks.go', gin(routes)).map((each) => each.replace(/^\d+ /, ''))).toEqual([
      '/webhook unverified no-verification',
    ]);
  });

  const chi = (routes: string): string => `package hooks
import "github.com/go-chi/chi/v5"
func Routes(r chi.Router) {
${routes}
}
func receive(w http.ResponseWriter, r *http.Request) {
  var event Event
  json.NewDecoder(r.Body).Decode(&event)
  process(event)
}
func verifySignature(next http.Handler) http.Handler {
  return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
${SIGNED}
    http.Error(w, "no", 401)
    return
  }
  next.ServeHTTP(w, r)
  })
}
`;

  test('a wrapper of the next handler protects the routes of its function, and no others', () => {
    const inner =
      '  r.Route("/a", func(r chi.Router) {\n    r.Use(verifySignature)\n    r.Post("/webhook", receive)\n  })';
    expect(verdicts('go', 'hooks.go', chi(inner))).toEqual(['9 /a/webhook verified signature-compared']);
    const outer =
      '  r.Route("/a", func(r chi.Router) {\n    r.Use(verifySignature)\n  })\n  r.Post("/webhook", receive)';
    expect(verdicts('go', 'hooks.go', chi(outer))).toEqual(['9 /webhook unverified no-verification']);
  });
});

describe('handlers that are seen', () => {
  test('in a function that registers them (Python)', () => {
    const text = `from fastapi import Request
def register(app):
    @app.post("/webhook")
    async def receive(request: Request):
        body = await request.json()
        send_message(body["from"])
    @app.get("/health")
    async def health():
        return {}
`;
    expect(verdicts('python', 'whatsapp.py', text)).toEqual(['4 /webhook unverified no-verification']);
  });

  test('that let an SDK read the body (PHP)', () => {
    const text = `<?php
class TelegramController extends Controller {
    public function webhook(Request $request) {
        $update = Telegram::getWebhookUpdates();
        (new CaptureLink($update))();
    }
}
`;
    expect(verdicts('php', 'app/Http/Controllers/TelegramController.php', text)).toEqual([
      '3 null unverified no-verification',
    ]);
  });

  test('beside actions that manage something else (PHP)', () => {
    const text = `<?php
class ReportController extends Controller {
    public function index() {}
    public function show(Report $report) {}
    public function webhook(Request $request) {
        Report::create($request->all());
    }
}
`;
    expect(verdicts('php', 'app/Http/Controllers/ReportController.php', text)).toEqual([
      '5 null unverified no-verification',
    ]);
  });

  test.each([
    ['rideWebhook', ['5 null unverified no-verification']],
    ['handleStripeWebhook', ['5 null unverified no-verification']],
    ['checkoutWebhook', ['5 null unverified no-verification']],
    ['createWebhook', []],
    ['toggleWebhook', []],
  ])('beside actions that manage something else, by any name of a receiver (PHP): %s', (name, expected) => {
    const text = `<?php
class OrderController extends Controller {
    public function index() {}
    public function destroy(Order $order) {}
    public function ${name}(Request $request) { Order::pay($request->all()); }
}
`;
    expect(verdicts('php', 'app/Http/Controllers/OrderController.php', text)).toEqual(expected);
  });

  test.each([
    ['api/tiny/webhooks/tracking.php', ['2 /webhooks/tracking unverified no-verification']],
    ['api/postback/braip.php', ['2 /postback/braip unverified no-verification']],
    ['api/postback/test-braip.php', []],
    ['api/orders/tracking.php', []],
  ])('in a folder of such files (PHP): %s', (path, expected) => {
    const text = `<?php
$data = json_decode(file_get_contents('php://input'), true);
$conn->prepare('UPDATE orders SET tracking = ?')->execute([$data['tracking']]);
`;
    expect(verdicts('php', path, text)).toEqual(expected);
  });

  test('that register something of their own, but no webhook (C#)', () => {
    const text = (name: string): string => `[Route("api/[controller]")]
public class SalesController : ControllerBase {
  [HttpPost("webhook")]
  public async Task<IActionResult> ${name}([FromBody] PurchaseCommand payload) {
    _orders.Add(payload.Email);
    return Ok();
  }
}
`;
    expect(verdicts('csharp', 'Controllers/SalesController.cs', text('RegisterPurchase'))).toEqual([
      '3 /api/Sales/webhook unverified no-verification',
    ]);
    expect(verdicts('csharp', 'Controllers/SalesController.cs', text('RegisterWebhook'))).toEqual([]);
  });

  test('whose context has no type (C#)', () => {
    const text = `var app = builder.Build();
app.MapPost("/webhook", async context => {
    var body = await context.Request.ReadFromJsonAsync<Payload>();
    await orders.Add(body.Id);
});
`;
    expect(verdicts('csharp', 'Program.cs', text)).toEqual(['2 /webhook unverified no-verification']);
  });

  test('that answer nothing, and those of a nested router (Rust)', () => {
    const silent = `use axum::{routing::post, Json, Router};
fn app() -> Router { Router::new().route("/stripe_webhooks", post(root)) }
async fn root(Json(event): Json<Event>) {
    fulfil(event.id).await;
}
`;
    expect(verdicts('rust', 'src/main.rs', silent)).toEqual(['3 /stripe_webhooks unverified no-verification']);
    const nested = `use axum::{routing::post, Json, Router};
pub fn routes() -> Router { Router::new().nest("/webhook", { Router::new().route("/", post(receive)) }) }
pub async fn receive(Json(update): Json<Update>) -> StatusCode {
    reply(update).await;
    StatusCode::OK
}
`;
    expect(verdicts('rust', 'src/bot.rs', nested)).toEqual(['3 /webhook/ unverified no-verification']);
  });
});

test('A function that a handler of Go hands the request on to is no handler of its own.', () => {
  const text = `package main
import "net/http"
func main() {
  http.HandleFunc("/webhook", func(w http.ResponseWriter, r *http.Request) {
    handleWebhook(w, r)
  })
}
func handleWebhook(w http.ResponseWriter, r *http.Request) {
  body, _ := io.ReadAll(r.Body)
  db.Save(body)
}
`;
  expect(verdicts('go', 'server.go', text)).toEqual(['4 /webhook unverified no-verification']);
});
