import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Code that speaks of webhooks or callbacks and receives none.

const read = await makeVerdictReader();

test('a browser comes back from a sign-in to a method of Frappe', () => {
  const method = (parameters: string): string[] => [
    '@frappe.whitelist(allow_guest=True)',
    `def callback(${parameters}):`,
    '    url = frappe.request.url',
    '    save(frappe.form_dict)',
  ];
  expect(read({ 'app/api/google.py': method('code=None, state=None') })).toEqual([]);
  expect(read({ 'app/api/google.py': method('**data') })).toEqual(['app/api/google.py:2 unverified no-verification']);
});

test('a controller of Symfony that looks after webhooks', () => {
  const actions = (names: readonly string[]): string[] => [
    '<?php',
    'class WebhookController extends FormController {',
    ...names.map(
      (name) => `  public function ${name}(Request $request) { return $this->run($request->getContent()); }`,
    ),
    '}',
  ];
  const path = 'src/Controller/WebhookController.php';
  expect(read({ [path]: actions(['indexAction', 'newAction', 'editAction', 'batchDeleteAction']) })).toEqual([]);
  expect(read({ [path]: actions(['receiveAction']) })).toEqual([`${path}:3 unverified no-verification`]);
});

test('an address to call that the request itself names', () => {
  const route = (key: string): string[] => [
    "@router.post('/webhook')",
    'async def set_webhook(request: Request):',
    '    body = await request.json()',
    `    account.address = body.get("${key}")`,
    '    await save(account)',
  ];
  expect(read({ 'app/auth_router.py': route('webhook_url') })).toEqual([]);
  expect(read({ 'app/auth_router.py': route('order_url') })).toEqual([
    'app/auth_router.py:2 unverified no-verification',
  ]);
});

test.each([
  ['/initiate', 'begin_talk', []],
  ['/simulate-success', 'succeed', []],
  ['/pay', 'simulate_payment', []],
  ['/sms', 'reply_to_sms', ['webhook.py:3 unverified no-verification']],
  ['/payment', 'payment_made', ['webhook.py:3 unverified no-verification']],
])('what is asked for at %s by %s, beside the webhooks of a file', (route, name, told) => {
  const lines = [
    'from flask import Flask, request',
    `@app.route("${route}", methods=["POST"])`,
    `def ${name}():`,
    '    data = request.get_json()',
    '    talks.start(data["phone"])',
  ];
  expect(read({ 'webhook.py': lines })).toEqual(told);
});

test('what a scheduler calls, beside the webhooks of a bot', () => {
  const route = (name: string): string[] => [
    '@app.post("/api/run")',
    `async def ${name}(x_run_token: str | None = Header(default=None)):`,
    '    if settings.run_token and x_run_token != settings.run_token:',
    '        raise HTTPException(status_code=401)',
    '    await dispatch()',
  ];
  expect(read({ 'api/bot_webhook.py': route('reminder_tick') })).toEqual([]);
  expect(read({ 'api/bot_webhook.py': route('reminder_webhook') })).toEqual([
    'api/bot_webhook.py:2 optional skipped-without-secret',
  ]);
});

test('a list of addresses that somebody wants to be called at', () => {
  const route = (second: string): string[] => [
    'from flask import Flask, request',
    "@app.post('/api/webhooks')",
    'def create_webhook():',
    '    data = request.get_json()',
    `    db.session.add(Webhook(url=data["url"], kind=data["${second}"]))`,
    '    db.session.commit()',
  ];
  expect(read({ 'app.py': route('events') })).toEqual([]);
  expect(read({ 'app.py': route('order') })).toEqual(['app.py:3 unverified no-verification']);
});

test('a helper of views of Django that is handed their requests', () => {
  const views = (name: string): string[] => [
    `def ${name}(request, provider):`,
    '    WebhookLog.objects.create(body=request.body, provider=provider)',
    '@csrf_exempt',
    'def acme_webhook(request):',
    `    ${name}(request, "acme")`,
    '    if request.headers["X-Token"] != os.environ["ACME_TOKEN"]:',
    '        return HttpResponse(status=401)',
    '    Order.objects.get(pk=json.loads(request.body)["id"]).complete()',
  ];
  expect(read({ 'pay/webhooks.py': views('_keep_webhook') })).toEqual(['pay/webhooks.py:4 verified token-compared']);
});

test('an action by which Laravel tries out its own handler', () => {
  const action = (name: string): string[] => [
    '<?php',
    'class PaymentController extends Controller {',
    `  public function ${name}(Request $request) { Log::info('in', $request->all()); Order::touch($request->all()); }`,
    '}',
  ];
  const path = 'app/Http/Controllers/PaymentController.php';
  expect(read({ [path]: action('testWebhook') })).toEqual([]);
  expect(read({ [path]: action('takeWebhook') })).toEqual([`${path}:3 unverified no-verification`]);
});

test('people come back from a sign-in to an action of Rails', () => {
  const controller = (name: string): string[] => [
    `class ${name}Controller < ApplicationController`,
    '  def callback',
    '    token = TiktokToken.new.exchange(auth_code: params[:code])',
    "    tenant = Rails.application.message_verifier('state').verify(params[:state])",
    '    Account.link(token, tenant)',
    '  rescue StandardError',
    '    head :ok',
    '  end',
    'end',
  ];
  expect(read({ 'app/controllers/tiktok_oauth_controller.rb': controller('TiktokOauth') })).toEqual([]);
});

test('what stands before handlers of Go, though it is named for webhooks', () => {
  const made = (last: string): string[] => [
    'package middleware',
    'func WebhookAllowed(addresses []string) gin.HandlerFunc {',
    '  return func(c *gin.Context) {',
    '    body, _ := c.GetRawData()',
    '    if !known(addresses, c.ClientIP()) { c.AbortWithStatus(403); return }',
    `    ${last}`,
    '  }',
    '}',
  ];
  expect(read({ 'middleware/allowed.go': made('c.Next()') })).toEqual([]);
  expect(read({ 'middleware/allowed.go': made('orders.Save(body)') })).toHaveLength(1);
});

test('a handler of Rust by which somebody sets the secret of a webhook', () => {
  const handler = (name: string): string[] => [
    `pub async fn ${name}(State(state): State<App>, Json(body): Json<Event>) -> StatusCode {`,
    '    state.db.save(body).await;',
    '    StatusCode::OK',
    '}',
  ];
  expect(read({ 'src/routes/admin.rs': handler('account_set_webhook_secret') })).toEqual([]);
  expect(read({ 'src/routes/admin.rs': handler('account_webhook') })).toEqual([
    'src/routes/admin.rs:1 unverified no-verification',
  ]);
});

test.each([
  ['err: warp::Rejection', []],
  ['event: Event', ['src/webhooks.rs:1 unverified no-verification']],
])('what answers for handlers of warp that failed: %s', (parameter, told) => {
  const lines = [
    `pub async fn handle_rejection(${parameter}) -> Result<impl warp::Reply, Infallible> {`,
    `  log::error!("failed: {:?}", ${parameter.split(':', 1)[0]});`,
    '  Ok(warp::reply::with_status("failed", StatusCode::INTERNAL_SERVER_ERROR))',
    '}',
    'pub fn routes() -> impl Filter { warp::path("webhook").and(warp::body::json()) }',
  ];
  expect(read({ 'src/webhooks.rs': lines })).toEqual(told);
});

test('what is read, changed and deleted at one path is a list of webhooks', () => {
  const controller = (verb: string): Record<string, string[]> => ({
    'Controllers/WebhooksController.cs': [
      '[Route("api/webhooks")]',
      'public class WebhooksController : ControllerBase {',
      `  [${verb}] public async Task<IActionResult> All() => Ok(await _targets.All());`,
      '  [HttpPut("{id}")] public async Task<IActionResult> Put(int id, [FromBody] TargetDto dto) { await _targets.Replace(id, dto); return Ok(); }',
      '  [HttpPost] public async Task<IActionResult> Post([FromBody] TargetDto dto) { await _targets.Save(dto); return Ok(); }',
      '}',
    ],
  });
  expect(read(controller('HttpGet'))).toEqual([]);
  expect(read(controller('NonAction'))).toEqual(['Controllers/WebhooksController.cs:5 unverified no-verification']);
  const router = (read_: string, name: string): Record<string, string[]> => ({
    'src/routes/webhooks.rs': [
      `pub fn router() -> Router { Router::new().route("/webhooks", ${read_}post(${name})) }`,
      `async fn ${name}(State(s): State<App>, Json(input): Json<Target>) -> Json<Target> { Json(s.targets.insert(input).await) }`,
    ],
  });
  expect(read(router('get(list).', 'create'))).toEqual([]);
  expect(read(router('', 'take'))).toEqual(['src/routes/webhooks.rs:2 unverified no-verification']);
});

test.each([
  ['/whatsapp/verify-otp', 'verify_otp', []],
  ['/whatsapp/verify-phone', 'verify_phone', []],
  ['/whatsapp/webhook', 'verify_otp', ['app/api/auth.py:4 verified token-compared']],
])('a code that a provider has brought is shown: %s', (route, name, told) => {
  const lines = [
    'from fastapi import APIRouter',
    'router = APIRouter()',
    `@router.post("${route}")`,
    `async def ${name}(request: Request):`,
    '    given = await request.json()',
    '    if not hmac.compare_digest(os.environ["WHATSAPP_TOKEN"], given["token"]):',
    '        raise HTTPException(400)',
    '    await users.confirm(given["phone"])',
  ];
  expect(read({ 'app/api/auth.py': lines })).toEqual(told);
});

test.each([
  ['send_slack_notification', []],
  ['take_slack_notification', ['app/api/slack.py:4 unverified no-verification']],
])('%s at an address to notify', (name, told) => {
  const lines = [
    'from fastapi import APIRouter',
    'router = APIRouter(prefix="/slack")',
    '@router.post("/notify")',
    `async def ${name}(request: Request):`,
    '    await chats.keep(await request.json())',
  ];
  expect(read({ 'app/api/slack.py': lines })).toEqual(told);
});

test.each([
  ['.route("/webhooks/:id", get(one).put(update))', []],
  ['.route("/webhooks/:id", get(one).post(update))', ['src/webhooks.rs:2 unverified no-verification']],
  [
    '.route("/webhooks/:id", put(update)).route("/webhook", post(update))',
    ['src/webhooks.rs:2 unverified no-verification'],
  ],
])('what a router of Rust leads to another method than POST: %s', (routes, told) => {
  const text = [
    `pub fn router() -> Router { Router::new()${routes} }`,
    'async fn update(State(db): State<Pool>, Json(body): Json<Change>) -> StatusCode { db.save(&body).await }',
  ];
  expect(read({ 'src/webhooks.rs': text })).toEqual(told);
});

test('what a client of Go sends to an address with a token in it', () => {
  const bot = (written: string): string[] => [
    'package bot',
    'import "net/http"',
    'func (b *Bot) start() error {',
    `  _, err := ${written}`,
    '  return err',
    '}',
    'func (b *Bot) updates(w http.ResponseWriter, r *http.Request) { json.NewDecoder(r.Body).Decode(&b.last); b.apply(b.last) }',
  ];
  expect(read({ 'bot.go': bot('http.Post(api+b.token+"/setCommands", "application/json", body)') })).toEqual([]);
  expect(read({ 'bot.go': bot('mux.HandleFunc("/bot/"+b.token, b.updates)') })).toEqual([
    'bot.go:7 verified token-compared',
  ]);
});

test('what looks after the service, beside webhooks in Go', () => {
  const file = (name: string): string[] => [
    'package webhook',
    'import "github.com/gin-gonic/gin"',
    `func (h *Handler) ${name}(c *gin.Context) {`,
    '  shop := auth.ShopFrom(c)',
    '  found := h.store.Find(shop.ID)',
    '  c.JSON(200, gin.H{"total": found.Total})',
    '}',
  ];
  const router = (name: string): string[] => [
    'package api',
    'import "shop/internal/webhook"',
    'import "github.com/gin-gonic/gin"',
    'func Route(r *gin.Engine, hooks *webhook.Handler) {',
    `  r.POST("/webhook/acme", hooks.${name})`,
    '}',
  ];
  expect(read({ 'internal/webhook/handler.go': file('Metrics') })).toEqual([]);
  const routed = { 'internal/webhook/handler.go': file('Apply'), 'api/routes.go': router('Apply') };
  expect(read(routed)).not.toEqual([]);
});

test('subscriptions to webhooks of Rust, of the application that middleware found to call', () => {
  const handler = (taken: string): string[] => [
    'pub async fn create_subscription(',
    '    State(state): State<Arc<AppState>>,',
    `    ${taken},`,
    '    Json(request): Json<NewSubscription>,',
    ') -> Result<StatusCode> {',
    '    state.hooks().create(&request.url, &request.events).await?;',
    '    Ok(StatusCode::CREATED)',
    '}',
  ];
  expect(read({ 'src/handlers/webhook.rs': handler('Extension(auth): Extension<AppAuth>') })).toEqual([]);
  expect(read({ 'src/handlers/webhook.rs': handler('Extension(pool): Extension<PgPool>') })).toEqual([
    'src/handlers/webhook.rs:1 unverified no-verification',
  ]);
});

test.each([
  ['lists and changes', ['@router.get("")', 'def get_all(self):', '    return self.repo.all()'], []],
  ['changes alone', [], ['app/routes/controller.py:10 unverified no-verification']],
])('the root of a FastAPI router, of a class that %s what is there', (_title, listing, told) => {
  const lines = [
    'router = APIRouter(prefix="/households/webhooks")',
    '@controller(router)',
    'class Webhooks(BaseController):',
    ...[
      '@router.put("/{item_id}")',
      'def update_one(self, item_id: UUID, data: CreateWebhook):',
      '    return self.repo.put(data)',
    ]
      .concat(listing)
      .map((line) => `    ${line}`),
    '',
    '',
    '    @router.post("")',
    '    def create_one(self, data: CreateWebhook):',
    '        return self.repo.create(data)',
  ];
  expect(read({ 'app/routes/controller.py': lines })).toEqual(told);
});
