import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Ways in which a handler asks for the body. One that is not known makes a handler that uses nothing.

const read = await makeVerdictReader();

describe('ASP.NET', () => {
  test.each([
    'await Request.ReadFormAsync()',
    'await Request.ReadFromJsonAsync<Order>()',
    'await HttpContext.Request.ReadFromJsonAsync<Order>()',
    'await Request.Content.ReadAsStringAsync()',
    'Request.Form',
  ])('%s', (body) => {
    const lines = [
      '[Route("webhooks/acme")]',
      'public class OrdersController : Controller {',
      '  [HttpPost("paid")] public async Task<IActionResult> Receive() {',
      `    var order = ${body};`,
      '    await _orders.Confirm(order);',
      '    return Ok();',
      '  }',
      '}',
    ];
    expect(read({ 'Controllers/OrdersController.cs': lines })).toEqual([
      'Controllers/OrdersController.cs:3 unverified no-verification',
    ]);
  });
});

test.each([
  ['param(c, "order_id")', ['webhook.go:2 unverified no-verification']],
  ['getFormValue(c, "order_id")', ['webhook.go:2 unverified no-verification']],
  ['label(c, "order_id")', []],
])('Go: a part of the body that a function of another file of the package reads: %s', (call, told) => {
  const lines = ['package pay', 'func MidtransWebhook(c *gin.Context) {', `  id := ${call}`, '  orders.Pay(id)', '}'];
  expect(read({ 'webhook.go': lines })).toEqual(told);
});

describe('Spring', () => {
  const verdict = (type: string, ...check: readonly string[]): string[] =>
    read({
      'src/AcmeWebhookController.java': [
        '@RestController',
        'public class AcmeWebhookController {',
        '  @PostMapping("/webhooks/acme")',
        `  public ResponseEntity<Void> take(${type} entity) {`,
        ...check,
        '    orders.markPaid(entity.getBody());',
        '    return ResponseEntity.ok().build();',
        '  }',
        '}',
      ],
    });

  test.each([
    [
      'IOUtils.toString(request.getInputStream(), UTF_8)',
      ['src/AcmeWebhookController.java:3 unverified no-verification'],
    ],
    ['LocalDate.now().toString()', []],
  ])('what a class makes a text of: %s', (text, told) => {
    const lines = [
      '@RestController',
      'public class AcmeWebhookController {',
      '  @PostMapping("/webhooks/acme")',
      '  public void take(HttpServletRequest request) {',
      `    orders.markPaid(${text});`,
      '  }',
      '}',
    ];
    expect(read({ 'src/AcmeWebhookController.java': lines })).toEqual(told);
  });

  test.each(['HttpEntity<String>', 'RequestEntity<byte[]>'])('%s', (type) => {
    expect(verdict(type)).toEqual(['src/AcmeWebhookController.java:3 unverified no-verification']);
  });

  test('an entity holds the headers as well', () => {
    const check = [
      '    Mac mac = Mac.getInstance("HmacSHA256");',
      '    mac.init(new SecretKeySpec(System.getenv("ACME_SECRET").getBytes(), "HmacSHA256"));',
      '    byte[] expected = mac.doFinal(entity.getBody().getBytes());',
      '    if (!MessageDigest.isEqual(expected, decode(entity.getHeaders().getFirst("X-Acme-Signature")))) return refuse();',
    ];
    expect(verdict('HttpEntity<String>', ...check)).toEqual([
      'src/AcmeWebhookController.java:3 verified signature-compared',
    ]);
  });
});

describe('a script of PHP', () => {
  test.each([
    "file_get_contents('php://input')",
    "stream_get_contents(fopen('php://input', 'r'))",
    "$_POST['id']",
    "$_REQUEST['id']",
  ])('%s', (body) => {
    expect(read({ 'webhook.php': ['<?php', `$order = ${body};`, '$db->markPaid($order);'] })).toEqual([
      'webhook.php:2 unverified no-verification',
    ]);
  });
});
