import { fillSample } from '../../test/support/fill-sample.ts';
import { replaceOnce, type PullRequestStory } from '../pull-request-story.ts';
import type { Files } from '../read-shop.ts';

const RESEND_KEY = fillSample('re_{{alnum:8}}_{{alnum:24}}', 'demo/resend');

const sendAgain = (key: string): string => `import { Resend } from 'resend';

const mail = new Resend(${key});

/** For customers who lost the first one. */
export async function sendReceiptAgain(email: string, order: string): Promise<void> {
  const { error } = await mail.emails.send({
    from: 'Acme Shop <orders@acme.example>',
    to: email,
    subject: \`Your order \${order}, once more\`,
    text: 'As you asked: here is your receipt again.',
  });
  if (error !== null) throw new Error(\`The receipt was not sent: \${error.message}\`);
}
`;

/** A key is committed, then removed in the next commit: the history still contains it, and the App says so. */
export function sendReceiptsAgain(shop: Files): PullRequestStory {
  const [path, server] = ['apps/api/src/send-receipt-again.ts', 'apps/api/src/server.ts'];
  const withImport = replaceOnce(
    shop[server],
    "import { takeOrder } from './take-order.ts';",
    "import { sendReceiptAgain } from './send-receipt-again.ts';\nimport { takeOrder } from './take-order.ts';",
  );
  const withRoute = replaceOnce(
    withImport,
    'serve({',
    `app.post('/orders/:id/receipt', async (c) => {
  const { email } = await c.req.json<{ email: string }>();
  await sendReceiptAgain(email, c.req.param('id'));
  return c.body(null, 204);
});

serve({`,
  );
  return {
    branch: 'send-receipts-again',
    title: 'Send a receipt again on request',
    pushes: [
      {
        message: 'Send a receipt again on request',
        files: { [path]: sendAgain(`'${RESEND_KEY}'`), [server]: withRoute },
        expected: {
          conclusion: 'failure',
          annotations: [{ path, code: RESEND_KEY, level: 'failure', says: 'A Resend secret key' }],
          comment: ['Resend secret key', 'Revoke it'],
        },
      },
      {
        message: 'Read the key from the environment',
        files: { [path]: sendAgain('process.env.RESEND_API_KEY'), [server]: withRoute },
        expected: {
          conclusion: 'neutral',
          annotations: [{ path, code: 'RESEND_API_KEY', level: 'warning', says: 'is gone from its head' }],
          comment: ['Resend secret key', 'the history keeps it'],
        },
      },
    ],
  };
}
