import { Resend } from 'resend';

const mail = new Resend(process.env.RESEND_API_KEY);

export async function sendReceipt(email: string, order: string): Promise<void> {
  const { error } = await mail.emails.send({
    from: 'Acme Shop <orders@acme.example>',
    to: email,
    subject: `Your order ${order}`,
    text: 'Thank you. The invoice follows tonight.',
  });
  if (error !== null) throw new Error(`The receipt was not sent: ${error.message}`);
}
