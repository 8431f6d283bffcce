import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const { verdicts } = await makeWebhookReader();

describe('functions that Supabase Auth calls', () => {
  const served = (body: string): string => `Deno.serve(async (req) => { ${body} return new Response('{}'); });`;

  test.each([
    [
      'one that is verified, by the package of an address',
      'send-email',
      `import { Webhook } from 'https://esm.sh/svix@1.0.0';\n${served("const hook = new Webhook(Deno.env.get('SEND_EMAIL_HOOK_SECRET')); const { user, email_data } = hook.verify(await req.text(), Object.fromEntries(req.headers)); await resend.emails.send({ to: user.email, text: email_data.token });")}`,
      ['supabase verified sdk-verifier'],
    ],
    [
      'one for mail that is not',
      'send-email',
      served(
        'const { user, email_data } = await req.json(); await resend.emails.send({ to: user.email, text: email_data.token });',
      ),
      ['supabase unverified no-verification'],
    ],
    [
      'one for messages that is not',
      'send-sms',
      served('const { user, sms } = await req.json(); await sendText(user.phone, sms.otp);'),
      ['supabase unverified no-verification'],
    ],
    [
      'one that sends mail for a page',
      'send-email',
      served('const { to, user } = await req.json(); await resend.emails.send({ to, text: user.name });'),
      [],
    ],
    [
      'one that asks who is signed in',
      'send-email',
      served(
        'const { user } = await auth.getUser(token); const { email_data } = await req.json(); await resend.emails.send({ to: user.email, text: email_data });',
      ),
      [],
    ],
  ])('%s', (_title, name, text, expected) => {
    expect(verdicts(`supabase/functions/${name}/index.ts`, text)).toEqual(expected);
  });
});
