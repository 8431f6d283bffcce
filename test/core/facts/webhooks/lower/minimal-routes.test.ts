import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const verdict = (...lines: readonly string[]): string[] => read({ 'Program.cs': lines });

describe('a delegate of a minimal API', () => {
  test.each(['Update update, BotService bot', 'AcmePayload payload, AppDb bot', '[FromBody] Order order, AppDb bot'])(
    'is handed the body: %s',
    (parameters) => {
      const [, name = ''] = /(\w+),/.exec(parameters) ?? [];
      expect(
        verdict(
          'var app = WebApplication.CreateBuilder(args).Build();',
          `app.MapPost("/webhook/acme", async (${parameters}) => { await bot.SaveAsync(${name}); return Results.Ok(); });`,
        ),
      ).toEqual(['Program.cs:2 unverified no-verification']);
    },
  );

  const routed = (group: string, owner = 'hooks'): string[] =>
    verdict(
      'public static class Endpoints {',
      '  public static void Map(this IEndpointRouteBuilder app) {',
      group,
      `    ${owner}.MapPost("/acme", HandleAcme);`,
      '  }',
      '  private static async Task<IResult> HandleAcme(HttpContext context, AppDb db) {',
      '    var payload = await context.Request.ReadFromJsonAsync<AcmePayload>();',
      '    db.Orders.Update(payload);',
      '    return Results.Ok();',
      '  }',
      '}',
    );

  test('stands behind the path of its group', () => {
    expect(routed('    var hooks = app.MapGroup("/webhooks");')).toEqual(['Program.cs:4 unverified no-verification']);
    expect(routed('', 'app.MapGroup("/webhooks")')).toEqual(['Program.cs:4 unverified no-verification']);
    expect(routed('    var api = app.MapGroup("/webhooks"); var hooks = api.MapGroup("/v1");')).toEqual([
      'Program.cs:4 unverified no-verification',
    ]);
    expect(routed('    var hooks = app.MapGroup("/orders");')).toEqual([]);
  });

  test('is for those who are signed in where its group is', () => {
    expect(routed('    var hooks = app.MapGroup("/webhooks").RequireAuthorization();')).toEqual([]);
    expect(routed('    var hooks = app.MapGroup("/webhooks"); hooks.RequireAuthorization();')).toEqual([]);
  });
});

test('FastEndpoints, as far as they let anybody call', () => {
  const endpoint = (open: string): string[] =>
    verdict(
      'public class StripeWebhookEndpoint : EndpointWithoutRequest {',
      `  public override void Configure() { Post("/webhooks/stripe"); ${open} }`,
      '  public override async Task HandleAsync(CancellationToken ct) {',
      '    var json = await new StreamReader(HttpContext.Request.Body).ReadToEndAsync();',
      '    await _orders.SaveAsync(json);',
      '  }',
      '}',
    );
  expect(endpoint('AllowAnonymous();')).toEqual(['Program.cs:3 unverified no-verification']);
  expect(endpoint('')).toEqual([]);
});

test('a filter refuses by what it answers, whatever the framework calls on it', () => {
  const files = (method: string, check: string, asked = 'ServiceFilter(typeof(AcmeFilter))'): string[] => {
    const type = /^\w+$/.test(asked) ? `${asked}Attribute` : 'AcmeFilter';
    return read({
      'Controllers/AcmeWebhookController.cs': [
        '[Route("webhooks/acme")]',
        'public class AcmeWebhookController : ControllerBase {',
        `  [HttpPost] [${asked}]`,
        '  public async Task<IActionResult> Post([FromBody] AcmeEvent e) { await _db.Save(e); return Ok(); }',
        '}',
      ],
      [`Filters/${type}.cs`]: [
        `public class ${type} : Attribute, IAuthorizationFilter {`,
        `  public void ${method} {`,
        '    var token = context.HttpContext.Request.Headers["X-Acme-Token"].FirstOrDefault();',
        check,
        '  }',
        '}',
      ],
    }).map((each) => each.split(' ').slice(1).join(' '));
  };
  const CHECK =
    'if (token != Environment.GetEnvironmentVariable("ACME_TOKEN")) context.Result = new UnauthorizedResult();';
  for (const method of [
    'OnAuthorization(AuthorizationFilterContext context)',
    'OnActionExecuting(ActionExecutingContext context)',
  ])
    expect(files(method, CHECK)).toEqual(['verified token-compared']);
  const METHOD = 'OnResourceExecuting(ResourceExecutingContext context)';
  for (const asked of ['AcmeHook', 'AcmeSecret', 'RequireAcmeAuth', 'AcmeGuard']) {
    expect(files(METHOD, CHECK, asked)).toEqual(['verified token-compared']);
    expect(files(METHOD, 'Console.WriteLine(token);', asked)).toEqual(['unverified no-verification']);
  }
  expect(files(METHOD, CHECK, 'EnableCors')).toEqual(['unverified no-verification']);
});

describe('a filter that is written behind its route', () => {
  const route = (check: string): string[] =>
    verdict(
      'var app = WebApplication.CreateBuilder(args).Build();',
      'app.MapPost("/webhook/acme", async (AcmePayload payload, AppDb db) => { await db.SaveAsync(payload); return Results.Ok(); })',
      '  .WithTags("hooks").AddEndpointFilter(async (context, next) => {',
      '    var token = context.HttpContext.Request.Headers["X-Acme-Token"].ToString();',
      `    if (${check}) return Results.Unauthorized();`,
      '    return await next(context);',
      '  });',
    );

  test('protects it', () => {
    expect(route('token != app.Configuration["Acme:Token"]')).toEqual(['Program.cs:2 verified token-compared']);
  });

  test('protects nothing where any header will do', () => {
    expect(route('string.IsNullOrEmpty(token)')).toEqual(['Program.cs:2 ineffective presence-only']);
  });
});

test('an endpoint filter is handed what has the request', () => {
  const files = (refusal: string, path: string): string[] => {
    const routes = [
      'var app = WebApplication.CreateBuilder(args).Build();',
      'app.MapPost("/webhook/acme", async (AcmePayload payload, AppDb db) => { await db.SaveAsync(payload); return Results.Ok(); }).AddEndpointFilter<AcmeSignatureFilter>();',
    ];
    const filter = [
      'public class AcmeSignatureFilter(IConfiguration configuration) : IEndpointFilter {',
      '  public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) {',
      '    var request = context.HttpContext.Request;',
      `    if (request.Headers["X-Acme-Token"] != configuration["Acme:Token"]) ${refusal}`,
      '    return await next(context);',
      '  }',
      '}',
    ];
    const sources =
      path === 'Program.cs' ? { [path]: [...routes, ...filter] } : { 'Program.cs': routes, [path]: filter };
    return read(sources).filter((each) => each.startsWith('Program.cs'));
  };
  for (const path of ['Filters/AcmeSignatureFilter.cs', 'Program.cs']) {
    expect(files('return Results.Unauthorized();', path)).toEqual(['Program.cs:2 verified token-compared']);
    expect(files('logger.LogWarning("bad token");', path)).toEqual(['Program.cs:2 ineffective result-ignored']);
  }
});

test('what can be read where it is added to is a list of webhooks', () => {
  const group = (verb: string): string[] =>
    verdict(
      'var app = WebApplication.CreateBuilder(args).Build();',
      'var hooks = app.MapGroup("/api/webhooks");',
      `hooks.${verb}("/", async (AppDb db) => Results.Ok(await db.All()));`,
      'hooks.MapPost("/", async (TargetPayload payload, AppDb db) => { await db.SaveAsync(payload); return Results.Ok(); });',
    );
  expect(group('MapGet')).toEqual([]);
  expect(group('MapHealth')).toEqual(['Program.cs:4 unverified no-verification']);
});
