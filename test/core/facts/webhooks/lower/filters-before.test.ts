import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What a framework calls before all handlers, and no handler names.

const read = await makeVerdictReader();

const CONTROLLER = 'src/main/java/com/acme/api/AcmeWebhookController.java';

describe('a servlet filter', () => {
  const files = (filter: readonly string[], name = 'WebhookAuthenticationFilter'): Record<string, string[]> => ({
    [CONTROLLER]: [
      '@RestController @RequestMapping("/webhooks/acme")',
      'public class AcmeWebhookController {',
      '  @PostMapping("/orders")',
      '  public ResponseEntity<Void> orders(@RequestBody OrderPayload payload) { orders.markPaid(payload); return ResponseEntity.ok().build(); }',
      '}',
    ],
    'src/main/java/com/acme/security/Filter.java': [
      '@Component',
      `public class ${name} extends OncePerRequestFilter {`,
      '  @Value("${acme.webhook.secret}") private String secret;',
      '  @Override',
      '  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain filterChain) {',
      ...filter,
      '    filterChain.doFilter(request, response);',
      '  }',
      '}',
    ],
  });
  const CHECK = 'if (!secret.equals(request.getHeader("X-Acme-Webhook-Secret"))) { response.setStatus(401); return; }';
  const verdict = (filter: readonly string[], name?: string): string[] =>
    read(files(filter, name)).filter((each) => each.startsWith(CONTROLLER));

  test('that verifies protects the handlers of its paths', () => {
    expect(verdict([CHECK])).toEqual([`${CONTROLLER}:3 verified token-compared`]);
    expect(verdict([`if (request.getRequestURI().startsWith("/webhooks/acme")) { ${CHECK} }`])).toEqual([
      `${CONTROLLER}:3 verified token-compared`,
    ]);
  });

  test('of another path, or that only logs, protects nothing', () => {
    expect(verdict([`if (request.getRequestURI().startsWith("/webhooks/other")) { ${CHECK} }`])).toEqual([
      `${CONTROLLER}:3 unverified no-verification`,
    ]);
    expect(verdict(['log.info(request.getRequestURI());'])).toEqual([`${CONTROLLER}:3 unverified no-verification`]);
  });

  test('that keeps the path in a variable is there for what that begins with', () => {
    const asked = (prefix: string): string[] => [
      'String path = request.getRequestURI();',
      `if (!path.startsWith("${prefix}")) { filterChain.doFilter(request, response); return; }`,
      CHECK,
    ];
    expect(verdict(asked('/webhooks/acme'))).toEqual([`${CONTROLLER}:3 verified token-compared`]);
    expect(verdict(asked('/webhooks/other'))).toEqual([`${CONTROLLER}:3 unverified no-verification`]);
  });

  test('that is not understood leaves the handler unknown', () => {
    expect(verdict([`if (request.getRemoteAddr() != null) { ${CHECK} }`])).toEqual([
      `${CONTROLLER}:3 unknown conditional`,
    ]);
  });
});

test('a middleware of ASP.NET protects the handlers of its paths', () => {
  const path = 'Controllers/PayController.cs';
  expect(
    read({
      [path]: [
        '[Route("webhooks/pay")]',
        'public class PayController : ControllerBase {',
        '  [HttpPost]',
        '  public async Task<IActionResult> Receive([FromBody] PayEvent payload) { await _orders.MarkPaid(payload); return Ok(); }',
        '}',
      ],
      'Middleware/WebhookSignatureMiddleware.cs': [
        'public class WebhookSignatureMiddleware {',
        '  private readonly RequestDelegate _next;',
        '  public async Task InvokeAsync(HttpContext context) {',
        '    if (context.Request.Path.StartsWithSegments("/webhooks/pay")) {',
        '      var secret = Environment.GetEnvironmentVariable("PAY_WEBHOOK_SECRET");',
        '      if (context.Request.Headers["X-Pay-Token"] != secret) { context.Response.StatusCode = 401; return; }',
        '    }',
        '    await _next(context);',
        '  }',
        '}',
      ],
    }).filter((each) => each.startsWith(path)),
  ).toEqual([`${path}:3 verified token-compared`]);
});

test('a middleware of Rack leaves a doubt about the controllers of its paths', () => {
  const path = 'app/controllers/webhooks/pay_controller.rb';
  const verdict = (asks: string, check: string): string[] =>
    read({
      [path]: [
        'class Webhooks::PayController < ApplicationController',
        '  def create',
        '    Order.pay(params[:id])',
        '  end',
        'end',
      ],
      'lib/middleware/webhook_signature.rb': [
        'class WebhookSignature',
        '  def call(env)',
        '    request = Rack::Request.new(env)',
        `    return @app.call(env) unless request.path.${asks}`,
        "    made = OpenSSL::HMAC.hexdigest('sha256', ENV['PAY_SECRET'], request.body.read)",
        `    ${check}`,
        '    @app.call(env)',
        '  end',
        'end',
      ],
    });
  const CHECK = "return [401, {}, []] unless Rack::Utils.secure_compare(made, env['HTTP_X_SIGNATURE'])";
  expect(verdict("start_with?('/webhooks')", CHECK)).toEqual([`${path}:2 unknown conditional`]);
  expect(verdict('match?(%r{^/webhooks/pay$})', CHECK)).toEqual([`${path}:2 unknown conditional`]);
  expect(verdict('match?(%r{^/webhooks/other$})', CHECK)).toEqual([`${path}:2 unverified no-verification`]);
  expect(verdict("start_with?('/webhooks/other')", CHECK)).toEqual([`${path}:2 unverified no-verification`]);
  expect(verdict("start_with?('/webhooks')", 'Rails.logger.info(made)')).toEqual([
    `${path}:2 unverified no-verification`,
  ]);
});

test.each([
  ['/twilio/webhook', 'verified sdk-verifier'],
  ['/twilio/calls', 'unverified no-verification'],
])('a middleware of a package stands before the paths that it is told: %s', (path, told) => {
  const controller = 'app/controllers/twilio_controller.rb';
  const found = read({
    'config/routes.rb': ['Rails.application.routes.draw do', '  post "twilio/webhook", to: "twilio#webhook"', 'end'],
    'config/initializers/twilio.rb': [
      'Rails.application.configure do',
      `  config.middleware.use Rack::TwilioWebhookAuthentication, ENV["TWILIO_AUTH_TOKEN"], "${path}"`,
      'end',
    ],
    [controller]: [
      'class TwilioController < ActionController::Base',
      '  def webhook',
      '    Message.take(params[:From], params[:Body])',
      '  end',
      'end',
    ],
  });
  expect(found.filter((each) => each.startsWith(controller))).toEqual([`${controller}:2 ${told}`]);
});

describe('middleware of ASP.NET that a branch of the application uses', () => {
  const path = 'Controllers/ShopController.cs';
  const verdict = (branch: string, refusal: string): string[] =>
    read({
      'Program.cs': [
        'var app = WebApplication.CreateBuilder(args).Build();',
        `app.UseWhen(context => context.Request.Path.StartsWithSegments("${branch}"), b => b.UseMiddleware<Signature>());`,
        'app.MapControllers();',
      ],
      'Middleware/Signature.cs': [
        'public class Signature(RequestDelegate next) {',
        '  public async Task InvokeAsync(HttpContext context) {',
        '    var body = await new StreamReader(context.Request.Body).ReadToEndAsync();',
        '    var made = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(body)));',
        `    if (made != context.Request.Headers["X-Shop-Signature"]) { ${refusal} }`,
        '    await next(context);',
        '  }',
        '}',
      ],
      [path]: [
        '[Route("webhooks/shop")]',
        'public class ShopController : ControllerBase {',
        '  [HttpPost("orders")] public async Task<IActionResult> Orders([FromBody] OrderEvent e) { await _orders.Save(e); return Ok(); }',
        '}',
      ],
    }).filter((each) => each.startsWith(path));
  const REFUSES = 'context.Response.StatusCode = 401; return;';

  test.each([
    ['of webhooks', '/webhooks', REFUSES, 'verified signature-compared'],
    ['of something else', '/admin', REFUSES, 'unverified no-verification'],
    ['of webhooks, which it only logs', '/webhooks', 'log.Warn("bad");', 'ineffective result-ignored'],
  ])('%s', (_title, branch, refusal, expected) => {
    expect(verdict(branch, refusal)).toEqual([`${path}:3 ${expected}`]);
  });

  test.each([
    ['of webhooks', '/webhooks', REFUSES, 'verified signature-compared'],
    ['of something else', '/admin', REFUSES, 'unverified no-verification'],
    ['of webhooks, which it only logs', '/webhooks', 'log.Warn("bad");', 'ineffective result-ignored'],
  ])('that is written in place, %s', (_title, branch, refusal, expected) => {
    const lines = [
      'var app = WebApplication.CreateBuilder(args).Build();',
      'app.MapPost("/webhooks/orders", async (OrderEvent e, Shop shop) => { await shop.Save(e); return Results.Ok(); });',
      'app.Use(async (context, next) => {',
      `  if (context.Request.Path.StartsWithSegments("${branch}")) {`,
      '    var body = await new StreamReader(context.Request.Body).ReadToEndAsync();',
      '    var made = Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(body)));',
      `    if (made != context.Request.Headers["X-Shop-Signature"]) { ${refusal} }`,
      '  }',
      '  await next();',
      '});',
    ];
    expect(read({ 'Program.cs': lines })).toEqual([`Program.cs:2 ${expected}`]);
  });
});

describe('what a configuration of Spring registers', () => {
  const path = 'src/main/java/com/acme/PayController.java';
  const verdict = (registered: string, check: string): string[] =>
    read({
      'src/main/java/com/acme/WebConfig.java': [
        'public class WebConfig implements WebMvcConfigurer {',
        '  private final SignatureInterceptor signatureInterceptor;',
        `  @Override public void configure(InterceptorRegistry registry) { ${registered} }`,
        '}',
      ],
      'src/main/java/com/acme/SignatureInterceptor.java': [
        'public class SignatureInterceptor implements HandlerInterceptor {',
        '  @Override public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {',
        '    String made = HmacUtils.hmacSha256Hex(System.getenv("PAY_SECRET"), bodyOf(request));',
        `    if (!made.equals(request.getHeader("X-Pay-Signature"))) { ${check} }`,
        '    return true;',
        '  }',
        '}',
      ],
      [path]: [
        '@RestController @RequestMapping("/webhooks")',
        'public class PayController {',
        '  @PostMapping("/pay") public void take(@RequestBody PayEvent event) { orders.markPaid(event); }',
        '}',
      ],
    }).filter((each) => each.startsWith(path));
  const REFUSES = 'response.setStatus(401); return false;';

  test.each([
    [
      'an interceptor that is made there',
      'registry.addInterceptor(new SignatureInterceptor()).addPathPatterns("/webhooks/**");',
      REFUSES,
      'verified signature-compared',
    ],
    [
      'an interceptor of a field',
      'registry.addInterceptor(signatureInterceptor).addPathPatterns("/webhooks/**");',
      REFUSES,
      'verified signature-compared',
    ],
    [
      'an interceptor of another path',
      'registry.addInterceptor(new SignatureInterceptor()).addPathPatterns("/partners/**");',
      REFUSES,
      'unverified no-verification',
    ],
    [
      'an interceptor that only logs',
      'registry.addInterceptor(new SignatureInterceptor()).addPathPatterns("/webhooks/**");',
      'log.warn("bad");',
      'ineffective result-ignored',
    ],
  ])('%s', (_title, registered, check, expected) => {
    expect(verdict(registered, check)).toEqual([`${path}:3 ${expected}`]);
  });
});

test.each([
  ['that is named for verifying leaves a doubt', '@VerifySignature', 'unknown delegated-unresolved'],
  ['that asks for the shape of the body says nothing', '@Validated', 'unverified no-verification'],
])('an annotation %s', (_title, annotation, expected) => {
  const path = 'src/main/java/com/acme/PayResource.java';
  expect(
    read({
      [path]: [
        '@Path("/webhooks/pay")',
        'public class PayResource {',
        `  @POST ${annotation} public Response take(PayEvent event) { orders.markPaid(event); return Response.ok().build(); }`,
        '}',
      ],
    }),
  ).toEqual([`${path}:3 ${expected}`]);
});
