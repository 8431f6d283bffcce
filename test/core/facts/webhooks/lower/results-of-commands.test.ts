import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What handles a command of MediatR is named without that word, and answers by a record of another file.

const read = await makeVerdictReader();

test.each([
  ['refuses', 'return new TakeHookResult(false, "bad signature");', 'verified signature-compared'],
  ['goes on', '_log.LogWarning("bad signature");', 'ineffective result-ignored'],
])('what handles a command %s', (_title, otherwise, told) => {
  const found = read({
    'Api/Controllers/HooksController.cs': [
      '[Route("api/webhooks")] public class HooksController : ControllerBase {',
      '  [HttpPost("acme")] public async Task<IActionResult> Acme() {',
      '    var payload = await new StreamReader(Request.Body).ReadToEndAsync();',
      '    var result = await _mediator.Send(new TakeHookCommand(payload, Request.Headers["X-Acme-Signature"]));',
      '    return result.Accepted ? Ok() : Unauthorized(); } }',
    ],
    'App/TakeHookCommand.cs': [
      'public record TakeHookCommand(string Payload, string Signature) : IRequest<TakeHookResult>;',
      'public record TakeHookResult(bool Accepted, string? Reason = null);',
    ],
    'App/TakeHookHandler.cs': [
      'public class TakeHookHandler : IRequestHandler<TakeHookCommand, TakeHookResult> {',
      '  public async Task<TakeHookResult> Handle(TakeHookCommand command, CancellationToken ct) {',
      `    if (!IsGenuine(command.Payload, command.Signature)) ${otherwise}`,
      '    await _orders.SaveAsync(command.Payload); return new TakeHookResult(true); }',
      '  private bool IsGenuine(string body, string signature) {',
      '    using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(_settings.WebhookSecret));',
      '    return Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(body))) == signature; } }',
    ],
  });
  expect(found).toEqual([`Api/Controllers/HooksController.cs:2 ${told}`]);
});
