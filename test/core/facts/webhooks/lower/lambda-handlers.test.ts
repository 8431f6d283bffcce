import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

describe('functions that AWS Lambda calls', () => {
  const lambda = (...lines: readonly string[]): Record<string, string[]> => ({
    'lambda/webhook.py': ['def lambda_handler(event, context):', ...lines.map((line) => `    ${line}`)],
  });

  test('the body of the event is the request', () => {
    expect(read(lambda('order = json.loads(event["body"])', 'table.put_item(Item=order)'))).toEqual([
      'lambda/webhook.py:1 unverified no-verification',
    ]);
  });

  test.each([
    'event: Dict[str, Any], context: Any',
    'event: dict[str, Any], _context: LambdaContext',
    'event, _',
    'event: APIGatewayProxyEvent, ctx: object = None',
  ])('its parameters may have types: %s', (parameters) => {
    const lines = [`def lambda_handler(${parameters}) -> dict:`, '    table.put_item(Item=json.loads(event["body"]))'];
    expect(read({ 'lambda/webhook.py': lines })).toEqual(['lambda/webhook.py:1 unverified no-verification']);
  });

  test('its headers have the signature', () => {
    expect(
      read(
        lambda(
          'given = event.get("headers", {}).get("x-hub-signature-256")',
          'made = hmac.new(os.environ["WEBHOOK_SECRET"].encode(), event["body"].encode(), hashlib.sha256).hexdigest()',
          'if not hmac.compare_digest(made, given):',
          '    return {"statusCode": 401}',
          'table.put_item(Item=json.loads(event["body"]))',
        ),
      ),
    ).toEqual(['lambda/webhook.py:1 verified signature-compared']);
  });

  test('what a clock calls has no body', () => {
    expect(read(lambda('for item in table.scan()["Items"]:', '    http.request("POST", url, body=item)'))).toEqual([]);
  });
});
