import { expect, it } from 'vitest';
import { renderMessage } from '../../src/core/report/render-message.ts';
import { auditFiles } from '../support/audit-files.ts';

const HANDLER = {
  'src/pay.ts': [
    "app.post('/webhooks/stripe', async (req, res) => {",
    "  if (req.body.type === 'checkout.session.completed') await markPaid(req.body.data.object.id);",
    '  res.sendStatus(200);',
    '});',
  ].join('\n'),
};

async function say(example: string): Promise<string | undefined> {
  const base = { 'README.md': 'Shop', '.env.example': example };
  const { audit } = await auditFiles(base, { ...base, ...HANDLER });
  return audit.findings.filter(({ check }) => check === 'unsigned-webhook').map(renderMessage)[0];
}

it('An unsigned webhook tells that an unchanged env example does not name its secret.', async () => {
  expect(await say('STRIPE_SECRET_KEY=\n')).toContain('`.env.example` does not name `STRIPE_WEBHOOK_SECRET` yet.');
});

it('It tells nothing where the example does.', async () => {
  expect(await say('STRIPE_WEBHOOK_SECRET=\n')).not.toContain('yet');
});
