import { describe, expect, test } from 'vitest';
import { patternsAsComparisons } from '../../../../../src/core/facts/webhooks/lower/csharp/patterns-as-comparisons.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const PATH = 'HookController.cs';
const CHECK = 'CryptographicOperations.FixedTimeEquals(Bytes(expected), Bytes(signature))';

describe('what is asked behind a pattern', () => {
  test.each([
    [`signature is null || !${CHECK}`, 'verified signature-compared'],
    [`signature is null or "" || !${CHECK}`, 'verified signature-compared'],
    [`body.Length == 0 || signature is null || !${CHECK}`, 'verified signature-compared'],
    [`!(signature is not null && ${CHECK})`, 'verified signature-compared'],
    [`signature is not null && !${CHECK}`, 'ineffective skipped-without-signature'],
    [`signature is null && !${CHECK}`, 'ineffective result-ignored'],
  ])('if (%s) return Unauthorized();', (condition, verdict) => {
    expect(
      read({
        [PATH]: [
          '[Route("webhook")]',
          'public class HookController : ControllerBase {',
          '  [HttpPost]',
          '  public async Task<IActionResult> Take() {',
          '    var body = await new StreamReader(Request.Body).ReadToEndAsync();',
          '    string? signature = Request.Headers["X-Acme-Signature"];',
          '    using var hmac = new HMACSHA256(_key);',
          '    var expected = Convert.ToHexString(hmac.ComputeHash(Bytes(body)));',
          `    if (${condition}) return Unauthorized();`,
          '    await _orders.Pay(body);',
          '    return Ok();',
          '  }',
          '}',
        ],
      }),
    ).toEqual([`${PATH}:3 ${verdict}`]);
  });
});

test.each([
  ['a is null || b', 'a == null || b'],
  ['a is not null && b', 'a !=     null && b'],
  ['a is null or "" || b', 'a == null       || b'],
  ['a is "live" || b', 'a == "live" || b'],
  ['if (a is null) return;', 'if (a is null) return;'],
  ['a is 1 or 2 || b', 'a is 1 or 2 || b'],
  ['a is Order order && b', 'a is Order order && b'],
])('%s is spelled %s, as long as it was', (text, spelled) => {
  expect(patternsAsComparisons(text)).toBe(spelled);
  expect(spelled).toHaveLength(text.length);
});

test('costs what the file is long', () => {
  for (const text of ['x is null ', 'is not ', 'is "a', 'is null or "" '])
    expect(growthOf((size) => patternsAsComparisons(text.repeat(size)), 10_000)).toBeLessThan(MOST_GROWTH);
});
