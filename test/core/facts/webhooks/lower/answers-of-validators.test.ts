import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Whoever is handed what the caller shows, and is asked whether it will do, may prove the caller, though nobody here knows how.

const read = await makeVerdictReader();

const PATH = 'Hooks.cs';
const handler = (...check: string[]): Record<string, string[]> => ({
  [PATH]: [
    'public static class Hooks {',
    '  public static void Map(IEndpointRouteBuilder app) { app.MapPost("webhooks/acme", HandleAsync); }',
    '  private static async Task<IResult> HandleAsync(HttpContext context, IOptions<AcmeOptions> options, Store store) {',
    ...check,
    '    var body = await new StreamReader(context.Request.Body).ReadToEndAsync();',
    '    await store.SaveAsync(body);',
    '    return TypedResults.Ok();',
    '  }',
    '}',
  ],
});
const HEADER = 'context.Request.Headers["Authorization"].ToString()';
const REFUSED = 'return TypedResults.Unauthorized();';

describe('a validator of which nothing is known', () => {
  test.each([
    [`if (!await _tokens.ValidateAsync(${HEADER})) ${REFUSED}`, 'unknown dynamic-dispatch'],
    [`var told = await _tokens.VerifyAsync(${HEADER}); if (!told.IsValid) ${REFUSED}`, 'unknown dynamic-dispatch'],
    // Who was found is known by nothing but what the caller shows, and nobody asks whether anybody was.
    [`var found = await _accounts.FindAsync(${HEADER}); if (found.IsClosed) ${REFUSED}`, 'ineffective result-ignored'],
  ])('%s', (check, verdict) => {
    expect(read(handler(check))).toEqual([`${PATH}:2 ${verdict}`]);
  });
});

describe('a flag that is set by one of two checks', () => {
  const second = (check: string): string[] =>
    read(
      handler(
        '    var allowed = false;',
        '    if (context.Request.Headers.TryGetValue("x-acme-key", out var key) && CryptographicOperations.FixedTimeEquals(key, options.Value.Key)) { allowed = true; }',
        `    if (!allowed && context.Request.Headers.TryGetValue("Authorization", out var token)) { ${check} }`,
        `    if (!allowed) ${REFUSED}`,
      ),
    );

  test.each([
    ['allowed = await _tokens.ValidateAsync(token);', 'unknown dynamic-dispatch'],
    [
      'try { allowed = await _tokens.ValidateAsync(token); } catch (Exception e) { _log.Warn(e); }',
      'unknown dynamic-dispatch',
    ],
    // Whether the token will do is asked, and its answer left alone.
    ['await _tokens.ValidateAsync(token); allowed = true;', 'ineffective result-ignored'],
    ['allowed = token.Length > 10;', 'ineffective result-ignored'],
  ])('the second being %s', (check, verdict) => {
    expect(second(check)).toEqual([`${PATH}:2 ${verdict}`]);
  });
});

test('what a method takes out of a header is the header still', () => {
  const files = handler(
    `    if (!TryGetToken(${HEADER}, out var token) || !await _tokens.ValidateAsync(token)) ${REFUSED}`,
  );
  files[PATH]!.splice(
    -1,
    0,
    '  private static bool TryGetToken(string header, out string token) { token = header.Substring(7); return token != ""; }',
  );
  expect(read(files)).toEqual([`${PATH}:2 unknown dynamic-dispatch`]);
});

describe('one of several senders whose signature an object of another file is asked about', () => {
  const take = (github: string): string[] =>
    read({
      'hook.go': [
        'package hooks',
        'func Routes(mux *http.ServeMux, h *Handler) { mux.HandleFunc("POST /webhooks/{sender}", h.Webhook) }',
        'func (h *Handler) Webhook(w http.ResponseWriter, r *http.Request) {',
        '  body, err := io.ReadAll(r.Body)',
        '  if err != nil { http.Error(w, "", 400); return }',
        '  var ok bool',
        '  switch r.PathValue("sender") {',
        `  case "github": ${github}`,
        '  case "gitlab": ok = subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Gitlab-Token")), []byte(h.token)) == 1',
        '  default: http.NotFound(w, r); return',
        '  }',
        '  if !ok { http.Error(w, "", 401); return }',
        '  h.queue.Push(body)',
        '}',
      ],
    });

  test.each([
    ['ok = h.github.valid(body, r.Header.Get("X-Hub-Signature-256"))', 'unknown dynamic-dispatch'],
    ['ok = h.github.matches(body, r.Header.Get("X-Hub-Signature-256"))', 'unknown dynamic-dispatch'],
    ['h.github.valid(body, r.Header.Get("X-Hub-Signature-256")); ok = true', 'ineffective result-ignored'],
    ['ok = len(body) > 0', 'ineffective result-ignored'],
  ])('%s', (github, verdict) => {
    expect(take(github)).toEqual([`hook.go:3 ${verdict}`]);
  });
});
