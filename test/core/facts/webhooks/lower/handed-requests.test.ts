import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Requests that a handler gives to code of another file.

const read = await makeVerdictReader();

test.each([
  [
    'a package without a word of verifying',
    'messages/message.go',
    'HandleIncoming',
    'hooks/webhook.go:3 unverified no-verification',
  ],
  [
    'another one, and is told of as that',
    'messages/webhook.go',
    'HandleWebhook',
    'messages/webhook.go:2 unverified no-verification',
  ],
])('a handler of Go that gives the request to %s', (_title, path, called, told) => {
  const files = {
    'go.mod': ['module example.com/shop'],
    'hooks/webhook.go': [
      'package hooks',
      'import "example.com/shop/messages"',
      `func WebhookHandler(w http.ResponseWriter, r *http.Request) { messages.${called}(w, r) }`,
    ],
    [path]: [
      'package messages',
      `func ${called}(w http.ResponseWriter, r *http.Request) {`,
      '\tvar event Event',
      '\tjson.NewDecoder(r.Body).Decode(&event)',
      '\tsave(event)',
      '}',
    ],
  };
  expect(read(files)).toEqual([told]);
});

test('a service of C# that refuses by a result of its own making', () => {
  const service = (refusal: string): Record<string, string[]> => ({
    'Controllers/StripeWebhookController.cs': [
      '[Route("api/stripe/webhook")]',
      'public class StripeWebhookController : ControllerBase {',
      '  private readonly IPayService _pay;',
      '  [HttpPost]',
      '  public async Task<IActionResult> Handle() {',
      '    using var reader = new StreamReader(Request.Body);',
      '    var payload = await reader.ReadToEndAsync();',
      '    var response = await _pay.ProcessWebhook(payload, Request.Headers["Stripe-Signature"].ToString());',
      '    return StatusCode(response.StatusCode, response);',
      '  }',
      '}',
    ],
    'Services/PayService.cs': [
      'public class PayService : IPayService {',
      '  public async Task<ResponseDto<bool>> ProcessWebhook(string payload, string signature) {',
      '    Event stripeEvent;',
      '    try { stripeEvent = EventUtility.ConstructEvent(payload, signature, _config["Stripe:WebhookSecret"]); }',
      `    catch (StripeException) { ${refusal} }`,
      '    await _orders.MarkPaid(stripeEvent.Data.Object);',
      '    return Success(true);',
      '  }',
      '  private static ResponseDto<T> Error<T>(string message) { return new ResponseDto<T> { Message = message }; }',
      '  private static ResponseDto<T> Success<T>(T data) { return new ResponseDto<T> { Data = data }; }',
      '}',
    ],
  });
  const alarms = (refusal: string): string[] =>
    read(service(refusal)).filter((each) => !/ (?:verified|unknown) /.test(each));
  expect(alarms('return Error<bool>("no");')).toEqual([]);
  expect(alarms('_log.Warn("no");')).toEqual(['Controllers/StripeWebhookController.cs:4 ineffective error-swallowed']);
});
