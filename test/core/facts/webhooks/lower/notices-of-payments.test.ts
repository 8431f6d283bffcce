import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Notices of payments at controllers of Spring, as Alipay and WeChat Pay have them: `/alipay/notify`, often in a service.

const read = await makeVerdictReader();
const PATH = 'src/main/java/com/acme/controller/PayController.java';
const VERIFIED = 'verified sdk-verifier';
const OPEN = 'unverified no-verification';

const controller = (head: string, mapping: string, ...body: readonly string[]): string[] => [
  'import com.acme.service.AlipayService;',
  `${head} public class PayController {`,
  '  @Autowired private AlipayService alipayService;',
  `  ${mapping}`,
  '  public String notify(HttpServletRequest request, @RequestBody String body) {',
  ...body,
  '  }',
  '}',
];

test.each([
  ['@Controller @RequestMapping("/alipay")', '@RequestMapping(value = "/notify", method = RequestMethod.POST)', [OPEN]],
  ['@Controller("/alipay")', '@Post("/notify")', [OPEN]],
  ['@Controller @RequestMapping("/orders")', '@RequestMapping(value = "/notify", method = RequestMethod.POST)', []],
])('a class of %s has its routes below that path', (head, mapping, told) => {
  const lines = controller(head, mapping, '    orders.markPaid(body); return "success";');
  expect(read({ [PATH]: lines })).toEqual(told.map((each) => `${PATH}:4 ${each}`));
});

describe('a service that is handed the fields one by one', () => {
  const files = (check: string): Record<string, string[]> => ({
    [PATH]: controller(
      '@Controller @RequestMapping("/alipay")',
      '@PostMapping("/notify")',
      '    Map<String, String> params = new HashMap<>();',
      '    for (String name : request.getParameterMap().keySet()) { params.put(name, request.getParameter(name)); }',
      '    return alipayService.notify(params);',
    ),
    'src/main/java/com/acme/service/AlipayService.java': [
      'package com.acme.service;',
      'public interface AlipayService { String notify(Map<String, String> params); }',
    ],
    'src/main/java/com/acme/service/impl/AlipayServiceImpl.java': [
      'package com.acme.service.impl;',
      'public class AlipayServiceImpl implements AlipayService {',
      '  public String notify(Map<String, String> params) {',
      '    String result = "failure"; boolean signed = false;',
      '    try { signed = AlipaySignature.rsaCheckV1(params, key, "utf-8", "RSA2"); } catch (AlipayApiException e) { log.error("x", e); }',
      `    if (${check}) { result = "success"; orders.markPaid(params.get("out_trade_no")); }`,
      '    return result;',
      '  }',
      '}',
    ],
  });

  test.each([
    ['signed', VERIFIED],
    ['"TRADE_SUCCESS".equals(params.get("trade_status"))', 'ineffective result-ignored'],
  ])('and acts where %s', (check, told) => {
    expect(read(files(check))).toEqual([`${PATH}:4 ${told}`]);
  });
});

test.each([
  ['parseOrderNotifyResult(body)', VERIFIED],
  ['parseOrderNotifyV3Result(body, headers)', VERIFIED],
  // Without the headers only the contents are deciphered.
  ['parseOrderNotifyV3Result(body, null)', 'unverified not-a-verifier'],
])('a client of WeChat Pay: %s', (parse, told) => {
  const lines = controller(
    '@RestController @RequestMapping("/wxpay")',
    '@PostMapping("/notify")',
    `    WxPayNotifyV3Result said = wxPayService.${parse};`,
    '    orders.markPaid(said.getResult().getOutTradeNo()); return "ok";',
  );
  const typed = lines.map((each) => each.replace('AlipayService alipayService', 'WxPayService wxPayService'));
  expect(read({ [PATH]: typed })).toEqual([`${PATH}:4 ${told}`]);
});

test.each([
  ['@PermitAll @PostMapping("/rooms/webhook")', [OPEN]],
  ['@PermitAll @PostMapping("/login")', []],
  ['@PostMapping("/rooms/webhook")', []],
])('in a package for administrators, %s', (mapping, told) => {
  const path = PATH.replace('controller/', 'controller/admin/');
  const lines = controller('@RestController', mapping, '    rooms.close(body); return "ok";');
  expect(read({ [path]: lines })).toEqual(told.map((each) => `${path}:4 ${each}`));
});

test.each([
  ['ConstructEvent(json, signature, _settings.Secret)', VERIFIED],
  // A file that speaks of no check is not read, so that nobody knows what its service does.
  ['ParseEvent(json)', 'unknown delegated-unresolved'],
])('a service of ASP.NET that does all there is to do, and whose answer nobody asks for: %s', (parse, told) => {
  const files = {
    'Controllers/PayController.cs': [
      'public class PayController : Controller {',
      '  private readonly IPayService _payService;',
      '  [HttpPost] public async Task<IActionResult> Webhook() {',
      '    var json = await new StreamReader(Request.Body).ReadToEndAsync();',
      '    await _payService.TakeEvent(Request.Headers["Stripe-Signature"], json);',
      '    return Ok();',
      '  }',
      '}',
    ],
    'Services/PayService.cs': [
      'public class PayService : IPayService {',
      '  public async Task<bool> TakeEvent(string signature, string json) {',
      '    try {',
      `      var paid = EventUtility.${parse};`,
      '      if (paid.Type == "payment_intent.succeeded") { await Settle(paid.Data.Object as PaymentIntent); return true; }',
      '    } catch (StripeException e) { _logger.LogError(e, "refused"); return false; }',
      '    return false;',
      '  }',
      '  private async Task Settle(PaymentIntent intent) {',
      '    var order = await _orders.GetById(intent.Metadata["order"]);',
      '    if (order != null) { order.Paid += 1; await _mediator.Send(new MarkAsPaid { Order = order }); }',
      '  }',
      '}',
    ],
  };
  expect(read(files)).toEqual([`Controllers/PayController.cs:3 ${told}`]);
});
