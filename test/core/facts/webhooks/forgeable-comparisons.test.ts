import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { makeVerdictReader } from '../../../support/read-lowered-verdicts.ts';

// Comparisons in constant time that prove nothing, since the caller can make both sides.

const reader = await makeWebhookReader();
const read = await makeVerdictReader();

const FORGEABLE = 'ineffective forgeable';
const VERIFIED = 'verified signature-compared';

const express = (check: string): string =>
  `import { createHash, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { makeExpected, findShop } from './shops.js';
const app = express();
app.post('/webhooks/acme', express.raw({ type: '*/*' }), async (req, res) => {
  const sig = req.get('x-acme-signature');
  const event = JSON.parse(req.body.toString());
  ${check}
  await orders.pay(event.id);
  res.sendStatus(204);
});
`;
const same = (other: string): string => `if (!timingSafeEqual(Buffer.from(sig), ${other})) return res.sendStatus(401);`;

describe('JavaScript', () => {
  test.each([
    ['a field of the body', same("Buffer.from(event.signature, 'hex')"), FORGEABLE],
    ['a field taken out of the body', `const { signature } = event; ${same('Buffer.from(signature)')}`, FORGEABLE],
    ['another header', same("Buffer.from(req.get('x-acme-token'))"), FORGEABLE],
    ['a parameter, or nothing', same("Buffer.from(req.query.token ?? '')"), FORGEABLE],
    ['a part of the same header', same("Buffer.from(sig.split(',')[1].trim())"), FORGEABLE],
    ['one of two headers', same("Buffer.from(req.get('x-a-token') || req.get('x-b-token'))"), FORGEABLE],
    ['what another file makes of the body', same('Buffer.from(makeExpected(event))'), VERIFIED],
    ['a field of what another file makes', same('Buffer.from(makeExpected(event).signature)'), VERIFIED],
    [
      'a header, or what another file makes',
      same("Buffer.from(req.get('x-a-token') || makeExpected(event))"),
      VERIFIED,
    ],
    [
      'a header joined with what another file makes',
      same('Buffer.from(makeExpected(event) + sig.slice(64))'),
      VERIFIED,
    ],
    ['an entry of a table', same('Buffer.from(TABLE[event.shop])'), VERIFIED],
    [
      'a field that was replaced',
      `event.signature = makeExpected(event); ${same('Buffer.from(event.signature)')}`,
      VERIFIED,
    ],
    [
      'a column of a row that the body names',
      `const shop = await findShop(event.shop); ${same('Buffer.from(shop.signature)')}`,
      VERIFIED,
    ],
    [
      'a digest without a key, fed in steps',
      `const hash = createHash('sha256'); hash.update(req.body); ${same("Buffer.from(hash.digest('hex'))")}`,
      FORGEABLE,
    ],
    [
      'a digest that is fed a secret in the last step',
      `const hash = createHash('sha256'); hash.update(req.body); hash.update(process.env.ACME_SECRET); ${same("Buffer.from(hash.digest('hex'))")}`,
      VERIFIED,
    ],
  ])('the signature with %s', (_title, check, expected) => {
    expect(reader.verdicts('src/hooks.ts', express(check))).toEqual([`null ${expected}`]);
  });
});

const FLASK = (other: string): Record<string, string[]> => ({
  'app.py': [
    '@app.post("/webhooks/acme")',
    'def acme():',
    '    data = request.get_json()',
    `    if not hmac.compare_digest(request.headers["X-Acme-Signature"], ${other}):`,
    '        abort(401)',
    '    orders.pay(data["id"])',
    '    return "", 204',
  ],
});
const RAILS = (other: string): Record<string, string[]> => ({
  'app/controllers/webhooks_controller.rb': [
    'class WebhooksController < ApplicationController',
    '  def acme',
    `    return head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(request.headers['X-Acme-Signature'], ${other})`,
    '    Order.find(params[:id]).pay!',
    '    head :ok',
    '  end',
    'end',
  ],
});
const PHP = (other: string): Record<string, string[]> => ({
  'public/webhook.php': [
    '<?php',
    "$body = json_decode(file_get_contents('php://input'), true);",
    `if (!hash_equals($_SERVER['HTTP_X_ACME_SIGNATURE'], ${other})) { http_response_code(401); exit; }`,
    "$db->insert('orders', ['id' => $body['id']]);",
  ],
});
const GO = (other: string): Record<string, string[]> => ({
  'hooks.go': [
    'package hooks',
    'func HandleWebhook(w http.ResponseWriter, r *http.Request) {',
    '\tbody, _ := io.ReadAll(r.Body)',
    '\tvar event Event',
    '\tjson.Unmarshal(body, &event)',
    `\tif !hmac.Equal([]byte(r.Header.Get("X-Acme-Signature")), []byte(${other})) {`,
    '\t\thttp.Error(w, "no", 401)',
    '\t\treturn',
    '\t}',
    '\torders.Pay(event.ID)',
    '}',
    'func main() { http.HandleFunc("/webhooks/acme", HandleWebhook) }',
  ],
});

describe('other languages', () => {
  test.each([
    ['Python, a field of the body', FLASK('data["signature"]'), FORGEABLE],
    ['Python, another header', FLASK('request.headers["X-Acme-Token"]'), FORGEABLE],
    ['Python, what a function makes of the body', FLASK('make_expected(data)'), VERIFIED],
    ['Ruby, a field of the body', RAILS('params[:signature]'), FORGEABLE],
    ['Ruby, what a function makes of the body', RAILS('Signer.make_expected(params)'), VERIFIED],
    ['PHP, a field of the body', PHP("$body['signature']"), FORGEABLE],
    ['PHP, what a function makes of the body', PHP('make_expected($body)'), VERIFIED],
    ['Go, a field of the body', GO('event.Signature'), FORGEABLE],
    ['Go, what a function makes of the body', GO('makeExpected(event)'), VERIFIED],
  ])('%s', (_title, files, expected) => {
    expect(read(files).map((each) => each.split(' ').slice(1).join(' '))).toEqual([expected]);
  });
});
