import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What providers call by GET, with all that they say in the query, in Python.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const VERIFIED = 'verified signature-compared';
const MAC = '    made = hmac.new(SECRET, order_id.encode(), hashlib.sha512).hexdigest()';

describe.each([
  ['Flask', '@bp.route("/payment/acme_ipn")', 'def take():', 'request.args'],
  ['Django', '@require_safe', 'def acme_ipn(request):', 'request.GET'],
  ['FastAPI, by its request', '@router.get("/acme/ipn")', 'async def take(request: Request):', 'request.query_params'],
])('%s', (framework, decorator, head, query) => {
  const path = 'shop/views.py';
  const lines = (...check: readonly string[]): string[] => [
    framework === 'Django' ? '# a view' : decorator,
    head,
    `    order_id = ${query}.get("order_id")`,
    ...check,
    `    orders.mark_paid(order_id, ${query}.get("amount"))`,
    '    return "OK"',
  ];

  test.each([
    ['that asks nothing', [], OPEN],
    ['that compares a digest', [MAC, `    if made != ${query}.get("sign"):`, '        return "97"'], VERIFIED],
  ])('%s', (_, check, told) => {
    expect(read({ [path]: lines(...check) })).toEqual([`${path}:2 ${told}`]);
  });
});

describe('FastAPI, by its parameters', () => {
  const lines = (route: string, ...check: readonly string[]): string[] => [
    `@router.get("${route}")`,
    'async def take(order_id: str, amount: int, sign: str):',
    ...check,
    '    orders.mark_paid(order_id, amount)',
  ];

  test.each([
    ['that asks nothing', lines('/payments/ipn'), [`main.py:2 ${OPEN}`]],
    [
      'that compares a digest',
      lines('/payments/ipn', MAC, '    if not hmac.compare_digest(made, sign):', '        raise HTTPException(403)'),
      [`main.py:2 ${VERIFIED}`],
    ],
    ['that tells of a click', lines('/postback'), [`main.py:2 ${OPEN}`]],
    ['to which people come back', lines('/payments/return'), []],
  ])('%s', (_, text, told) => {
    expect(read({ 'main.py': text })).toEqual(told);
  });
});
