import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Handlers of C# and Java that their class, their parameters or their place tell, and checks that others make for them.

const read = await makeVerdictReader();

const verdicts = (files: Readonly<Record<string, readonly string[]>>): string[] =>
  read(files).map((each) => each.slice(each.indexOf(' ') + 1));
const OPEN = ['unverified no-verification'];

describe('what tells that a method of C# takes webhooks', () => {
  const controller = (using: string, ...lines: readonly string[]): string[] => [using, ...lines, '}'];

  test('an update of a bot', () => {
    const file = (type: string): Record<string, string[]> => ({
      'Controllers/BotController.cs': controller(
        'using Telegram.Bot.Types;',
        'public class BotController : ControllerBase {',
        `  [HttpPost] public async Task<IActionResult> Post([FromBody] ${type} update) { await _bot.Handle(update); return Ok(); }`,
      ),
    });
    expect(verdicts(file('Update'))).toEqual(OPEN);
    expect(verdicts(file('Settings'))).toEqual([]);
  });

  test.each([
    [
      'an action of a controller that is named for webhooks',
      'WebhookController : Controller',
      'Task<IActionResult> Paid',
      OPEN,
    ],
    ['`Post` of Web API', 'PaidWebhookController : ApiController', 'Task<HttpResponseMessage> Post', OPEN],
    [
      'but no method that pages ask for',
      'PaidWebhookController : ApiController',
      'Task<HttpResponseMessage> GetPaid',
      [],
    ],
    ['and no helper', 'WebhookController : Controller', 'Task<string> ReadAll', []],
  ])('%s', (_, head, method, expected) => {
    expect(
      verdicts({
        'Controllers/PaidController.cs': controller(
          'using System;',
          `public class ${head} {`,
          `  public async ${method}() { var json = await new StreamReader(Request.Body).ReadToEndAsync(); await _orders.Pay(json); return null; }`,
        ),
      }),
    ).toEqual(expected);
  });

  test('what a method that is named for nothing does with the body', () => {
    const file = (event: string): Record<string, string[]> => ({
      'Controllers/StripeController.cs': controller(
        'using Stripe;',
        '[Route("stripe")] public class StripeController : ControllerBase {',
        '  [HttpPost] public async Task<IActionResult> Index() {',
        '    var json = await new StreamReader(Request.Body).ReadToEndAsync();',
        `    var stripeEvent = ${event};`,
        '    await _orders.Pay(stripeEvent); return Ok(); }',
      ),
    });
    const sdk = 'EventUtility.ConstructEvent(json, Request.Headers["Stripe-Signature"], _secret)';
    expect(verdicts(file(sdk))).toEqual(['verified sdk-verifier']);
  });

  test('a function of Azure that anybody may call', () => {
    const file = (level: string): Record<string, string[]> => ({
      'GithubWebhook.cs': controller(
        'using System;',
        'public static class GithubWebhook {',
        '  [FunctionName("GithubWebhook")]',
        `  public static async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.${level}, "post", Route = null)] HttpRequest req) {`,
        '    var body = await new StreamReader(req.Body).ReadToEndAsync(); await Deploy(body); return new OkResult(); }',
      ),
    });
    expect(verdicts(file('Anonymous'))).toEqual(OPEN);
    for (const level of ['Function', 'Admin']) expect(verdicts(file(level))).toEqual([]);
  });

  test.each([
    ['IncomingMessage', 'new MessagingResponse().Message($"You sent {form["Body"]}")', OPEN],
    ['StripeWebhook', 'Save(form)', OPEN],
    ['Orders', 'Save(form)', []],
  ])('a function of Azure, by its name %s and what it answers', (name, answer, told) => {
    const lines = [
      'public class Incoming {',
      `  [FunctionName("${name}")]`,
      '  public static async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = null)] HttpRequest req) {',
      `    var form = await req.ReadFormAsync(); var answer = ${answer}; return new OkObjectResult(answer); }`,
    ];
    expect(verdicts({ 'Incoming.cs': controller('using Twilio.TwiML;', ...lines) })).toEqual(told);
  });
});

describe('what verifies for a method of C#', () => {
  const handler = (check: string): string[] => [
    'public record TakeHookCommand(string Payload, string Signature) : IRequest<Result>;',
    'public class TakeHookCommandHandler : IRequestHandler<TakeHookCommand, Result> {',
    '  public async Task<Result> Handle(TakeHookCommand request, CancellationToken ct) {',
    `    ${check}`,
    '    await Apply(stripeEvent); return Result.Success(); } }',
  ];
  const SDK =
    'Event stripeEvent; try { stripeEvent = EventUtility.ConstructEvent(request.Payload, request.Signature, _secret); } catch (StripeException e) { return Result.Failure(e.Message); }';

  test.each([
    ['in its own file', 'TakeHookCommandHandler.cs'],
    ['beside the command', 'TakeHookCommand.cs'],
  ])('what handles a command, %s', (_, name) => {
    const files = (check: string): Record<string, string[]> => ({
      'Controllers/HooksController.cs': [
        '[Route("api/webhooks")] public class HooksController : ControllerBase {',
        '  [HttpPost("stripe")] public async Task<IActionResult> Stripe() {',
        '    var payload = await new StreamReader(Request.Body).ReadToEndAsync();',
        '    var command = new TakeHookCommand(payload, Request.Headers["Stripe-Signature"].ToString());',
        '    var result = await _mediator.Send(command);',
        '    return result.IsSuccess ? Ok() : BadRequest(result.Error); } }',
      ],
      [`Features/${name}`]: handler(check),
    });
    expect(verdicts(files(SDK))).toEqual(['verified sdk-verifier']);
    expect(verdicts(files('var stripeEvent = EventUtility.ParseEvent(request.Payload);'))).not.toEqual([
      'verified sdk-verifier',
    ]);
  });

  test.each([
    ['X-API-Key', 'p => p.ApiKey == key && p.Active', 'verified token-compared'],
    ['X-Partner', 'p => key == p.ApiKey', 'verified token-compared'],
    ['X-Partner', 'p => p.Name == key', 'unverified no-verification'],
  ])('the row that has what the caller shows in %s: %s', (header, sought, verdict) => {
    const text = [
      'app.MapPost("/webhooks/partner", TakeAsync);',
      'static async Task<IResult> TakeAsync([FromBody] Notice notice, AppDb db, HttpContext context) {',
      '  var key = context.Request.Headers["HEADER"].FirstOrDefault();'.replace('HEADER', header),
      '  var (valid, partner, error) = await Keys.CheckAsync(key, db);',
      '  if (!valid || partner is null) return Results.Json(error, statusCode: 401);',
      '  await db.SaveAsync(notice); return Results.Ok(); }',
      'static class Keys {',
      '  public static async Task<(bool valid, Partner partner, string error)> CheckAsync(string key, AppDb db) {',
      '    if (string.IsNullOrEmpty(key)) return (false, null, "none");',
      `    var partner = await db.Partners.FirstOrDefaultAsync(${sought});`,
      '    if (partner is null) return (false, null, "unknown");',
      '    return (true, partner, null); } }',
    ];
    expect(verdicts({ 'Program.cs': text })).toEqual([verdict]);
  });

  test('a filter within an attribute, which compares texts by the method of strings', () => {
    const files = (compared: string): Record<string, string[]> => ({
      'Controllers/BotController.cs': [
        'using Telegram.Bot.Types;',
        'public class BotController : ControllerBase {',
        '  [HttpPost] [ValidateBot] public async Task<IActionResult> Post([FromBody] Update update) { await _bot.Handle(update); return Ok(); } }',
      ],
      'Filters/ValidateBotAttribute.cs': [
        'public sealed class ValidateBotAttribute : TypeFilterAttribute {',
        '  public ValidateBotAttribute() : base(typeof(Filter)) { }',
        '  private class Filter : IActionFilter {',
        '    public void OnActionExecuting(ActionExecutingContext context) {',
        '      if (!IsValid(context.HttpContext.Request)) context.Result = new UnauthorizedResult(); }',
        '    private bool IsValid(HttpRequest request) {',
        '      if (!request.Headers.TryGetValue("X-Telegram-Bot-Api-Secret-Token", out var given)) return false;',
        `      return ${compared}; } } }`,
      ],
    });
    expect(verdicts(files('string.Equals(given, _secretToken, StringComparison.Ordinal)'))).toEqual([
      'verified token-compared',
    ]);
    expect(verdicts(files('given.Count > 0'))).not.toEqual(['verified token-compared']);
  });
});

describe('a text that is put together', () => {
  const java = (put: string): string[] => [
    'public class HookController {',
    '  @Value("${acme.webhook.secret}") private String secret;',
    '  @PostMapping("/webhooks/acme") public ResponseEntity<String> take(@RequestBody String body, @RequestHeader("X-Signature") String signature) {',
    '    Mac mac = Mac.getInstance("HmacSHA256");',
    '    mac.init(new SecretKeySpec(secret.getBytes(), "HmacSHA256"));',
    '    byte[] hash = mac.doFinal(body.getBytes());',
    '    StringBuilder sb = new StringBuilder();',
    `    for (byte b : hash) { ${put} }`,
    '    if (!sb.toString().equals(signature)) return ResponseEntity.status(401).build();',
    '    orders.pay(body); return ResponseEntity.ok("ok"); } }',
  ];
  const csharp = (put: string): string[] => [
    '[Route("webhooks")] public class HookController : ControllerBase {',
    '  [HttpPost("acme")] public async Task<IActionResult> Take() {',
    '    var body = await new StreamReader(Request.Body).ReadToEndAsync();',
    '    using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(_config["Acme:Secret"]));',
    '    var hash = hmac.ComputeHash(Encoding.UTF8.GetBytes(body));',
    '    var sb = new StringBuilder();',
    `    foreach (var b in hash) { ${put} }`,
    '    if (sb.ToString() != Request.Headers["X-Signature"]) return Unauthorized();',
    '    await _orders.Pay(body); return Ok(); } }',
  ];

  test.each([
    ['Java', 'src/HookController.java', java, 'sb.append(String.format("%02x", b));', 'sb.append("x");'],
    ['C#', 'HookController.cs', csharp, 'sb.Append(b.ToString("x2"));', 'sb.Append("x");'],
  ] as const)('%s', (_, path, file, put, other) => {
    expect(verdicts({ [path]: file(put) })).toEqual(['verified signature-compared']);
    expect(verdicts({ [path]: file(other) })).not.toEqual(['verified signature-compared']);
  });
});

test('a check that is not made where the application is developed', () => {
  const file = (asked: string): Record<string, string[]> => ({
    'StripeWebhookController.cs': [
      '[Route("api/stripe/webhook")] public class StripeWebhookController : ControllerBase {',
      '  [HttpPost] public async Task<IActionResult> Post() {',
      '    var json = await new StreamReader(Request.Body).ReadToEndAsync(); Event e;',
      `    if (${asked}) { e = EventUtility.ParseEvent(json); }`,
      '    else { e = EventUtility.ConstructEvent(json, Request.Headers["Stripe-Signature"], _config["Stripe:Secret"]); }',
      '    await _orders.Pay(e); return Ok(); } }',
    ],
  });
  for (const asked of ['_env.IsDevelopment()', '!_environment.IsProduction()'])
    expect(verdicts(file(asked))).toEqual(['ineffective disabled-by-env']);
  expect(verdicts(file('_plan.IsDevelopment()'))).not.toEqual(['ineffective disabled-by-env']);
});

test.each([
  ['[HttpPost("acme/webhook")] [AllowAnonymous]', OPEN],
  ['[AllowAnonymous] [HttpPost("acme/webhook")]', OPEN],
  ['[HttpPost("acme/webhook")]', []],
])('an action of a controller of C# for those who are signed in: %s', (attributes, told) => {
  const lines = [
    '[ApiController] [Route("api/payments")] [Authorize]',
    'public class PaymentController : ControllerBase {',
    `  ${attributes}`,
    '  public async Task<IActionResult> AcmeWebhook([FromBody] JsonElement payload) { await orders.Pay(payload); return Ok(); }',
    '}',
  ];
  expect(verdicts({ 'Controllers/PaymentController.cs': lines })).toEqual(told);
});

describe('Java', () => {
  test.each([
    ['an event in a folder of webhooks', 'resource/webhook/PayResource.java', 'callback(Webhook webhook)', OPEN],
    ['nothing of the kind in that folder', 'resource/webhook/PayResource.java', 'refund(Refund refund)', []],
    ['an event elsewhere', 'resource/PayResource.java', 'callback(Webhook webhook)', []],
  ])('%s', (_, path, method, expected) => {
    expect(
      verdicts({
        [`src/main/java/shop/${path}`]: [
          'package shop;',
          '@Path("/pay/acme") public class PayResource {',
          `  @POST public Response ${method} { payments.process(${/(\w+)\)/.exec(method)![1]}); return Response.ok().build(); }`,
          '}',
        ],
      }),
    ).toEqual(expected);
  });

  test('a verifier that nobody finds is not asked where no secret is set', () => {
    const check = 'if (!verifier.verify(body, signature, secret)) { return ResponseEntity.status(401).build(); }';
    const file = (around: (inner: string) => string): Record<string, string[]> => ({
      'src/HookController.java': [
        'public class HookController {',
        '  @Value("${acme.webhook.secret:}") private String secret;',
        '  private final AcmeVerifier verifier;',
        '  @PostMapping("/webhooks/acme") public ResponseEntity<String> take(@RequestBody String body, @RequestHeader("X-Signature") String signature) {',
        `    ${around(check)}`,
        '    orders.pay(body); return ResponseEntity.ok("ok"); } }',
      ],
    });
    expect(verdicts(file((inner) => `if (!secret.isBlank()) { ${inner} }`))).toEqual([
      'optional skipped-without-secret',
    ]);
    expect(verdicts(file((inner) => inner))[0]).toMatch(/^(?:verified|unknown)/);
  });
});
