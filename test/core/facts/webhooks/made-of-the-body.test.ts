import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

describe('what is made of the body before it is checked', () => {
  test.each([
    [
      'a context that is made of the body is no use of it',
      "app.post('/webhooks/acme', async (req, res) => { const ctx = await requestContextService.create({ channel: req.body.channel }); const other = createContext(req.body.channel); const mac = createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); if (!timingSafeEqual(mac, req.headers['x-acme-signature'])) return res.status(401).end(); await saveSale(ctx, other, req.body); res.end(); });",
      ['null verified signature-compared'],
    ],
    [
      'and what runs the work with it does none itself',
      "app.post('/webhooks/acme', async (req, res) => { const ctx = await requestContextService.create({ channel: req.body.channel }); await db.withTransaction(ctx, async (inner) => { const mac = createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); if (!timingSafeEqual(mac, req.headers['x-acme-signature'])) throw new Error('no'); await saveSale(inner, req.body); }); res.end(); });",
      ['null verified signature-compared'],
    ],
    [
      'though it does what stands before the check',
      "app.post('/webhooks/acme', async (req, res) => { const ctx = await requestContextService.create({ channel: req.body.channel }); await db.withTransaction(ctx, async (inner) => { await saveSale(inner, req.body); const mac = createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); if (!timingSafeEqual(mac, req.headers['x-acme-signature'])) throw new Error('no'); }); res.end(); });",
      ['null ineffective after-use'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('src/routes/webhooks.ts', text)).toEqual(expected);
  });
});
