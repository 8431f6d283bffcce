import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Variables and parameters that are called `request` and are none.

const read = await makeVerdictReader();

describe('a body that is called `request`', () => {
  test('in Go, beside a check of its signature', () => {
    const handler = (check: readonly string[]): Record<string, string[]> => ({
      'webhook.go': [
        'package main',
        'func (h *H) Init() { h.r.POST("/webhook/pay", h.Pay) }',
        'func (h *H) Pay(c *gin.Context) {',
        '  raw, _ := io.ReadAll(c.Request.Body)',
        '  var request PayRequest',
        '  json.Unmarshal(raw, &request)',
        ...check,
        '  h.orders.MarkPaid(request.OrderID)',
        '}',
      ],
    });
    const check = [
      '  mac := hmac.New(sha256.New, []byte(os.Getenv("HOOK_SECRET")))',
      '  mac.Write(raw)',
      '  if !hmac.Equal(mac.Sum(nil), []byte(c.GetHeader("X-Signature"))) { c.AbortWithStatus(401); return }',
    ];
    expect(read(handler(check))).toEqual(['webhook.go:3 verified signature-compared']);
    expect(read(handler([]))).toEqual(['webhook.go:3 unverified no-verification']);
  });

  test('in Go, made before it is filled', () => {
    expect(
      read({
        'webhook.go': [
          'package api',
          'func (s *Server) Webhook(ctx echo.Context) error {',
          '  request := new(repository.Invoice)',
          '  if err := ctx.Bind(request); err != nil { return ctx.JSON(400, nil) }',
          '  return s.repo.Save(ctx.Request().Context(), request)',
          '}',
        ],
      }),
    ).toEqual(['webhook.go:2 unverified no-verification']);
  });

  test.each([
    ['', 'unverified no-verification'],
    ['if (Request.Headers["X-Token"] != _config["Hook:Secret"]) return Unauthorized();', 'verified token-compared'],
  ])('in C#: %s', (check, verdict) => {
    expect(
      read({
        'Controllers/PayWebhookController.cs': [
          '[Route("api/webhooks")]',
          'public class PayWebhookController : ControllerBase {',
          '  [HttpPost("pay")]',
          '  public async Task<IActionResult> Pay([FromBody] PayRequest request) {',
          `    ${check}`,
          '    await _orders.MarkPaid(request.OrderId);',
          '    return Ok();',
          '  }',
          '}',
        ],
      }),
    ).toEqual([`Controllers/PayWebhookController.cs:3 ${verdict}`]);
  });

  test('in FastAPI, by the type of a model', () => {
    const handler = (type: string): Record<string, string[]> => ({
      'app/hooks.py': [
        '@app.post("/webhook")',
        `async def take(request: ${type}):`,
        '    if not compare_digest(request.headers["X-Token"], settings.HOOK_SECRET):',
        '        raise HTTPException(401)',
        '    await save_order(request.ticker)',
      ],
    });
    expect(read(handler('Request'))).toEqual(['app/hooks.py:2 verified token-compared']);
    expect(
      read({ 'app/hooks.py': handler('AlertModel')['app/hooks.py']!.filter((line) => !/compare|raise/.test(line)) }),
    ).toEqual(['app/hooks.py:2 unverified no-verification']);
  });
});

describe('what is handed the signature and is no verifier', () => {
  const script = (lines: readonly string[]): Record<string, string[]> => ({
    'api/webhook.php': ['<?php', ...lines, 'updateOrder($data["id"], "paid");'],
  });

  test('a built-in function of PHP that cuts or logs it', () => {
    expect(
      read(
        script([
          "$data = json_decode(file_get_contents('php://input'), true);",
          "$signature = $_SERVER['HTTP_X_SIGNATURE'] ?? '';",
          "error_log('got ' . substr($signature, 0, 8));",
          "file_put_contents('hook.log', json_encode(['headers' => getallheaders(), 'body' => $data]));",
        ]),
      ),
    ).toEqual(['api/webhook.php:2 unverified no-verification']);
  });

  test('the place of a prefix is zero where it is there', () => {
    expect(
      read(
        script([
          "$raw = file_get_contents('php://input');",
          "$signature = $_SERVER['HTTP_X_SIGNATURE'] ?? '';",
          'if (empty($signature)) { http_response_code(401); exit; }',
          "if (stripos($signature, 'sha256=') !== 0) { http_response_code(401); exit; }",
          "$mac = 'sha256=' . hash_hmac('sha256', $raw, $_ENV['HOOK_SECRET']);",
          'if (!hash_equals($mac, $signature)) { http_response_code(401); exit; }',
          '$data = json_decode($raw, true);',
        ]),
      ),
    ).toEqual(['api/webhook.php:2 verified signature-compared']);
  });
});

test('a file that also changes and deletes webhooks has those who want to be called', () => {
  const file = (name: string): Record<string, string[]> => ({
    'app/routes/webhooks.py': [
      '@bp.route("/v1/webhooks", methods=["POST"])',
      '@require_bearer("admin")',
      `def ${name}():`,
      '    db.save_hook(request.get_json())',
      '@bp.route("/v1/webhooks/<wid>", methods=["DELETE"])',
      'def drop(wid):',
      '    db.drop(wid)',
    ],
  });
  expect(read(file('create_webhook'))).toEqual([]);
});
