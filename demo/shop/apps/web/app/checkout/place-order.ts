'use server';

import { redirect } from 'next/navigation';

const API = process.env.API_URL ?? 'http://localhost:4000';

export async function placeOrder(form: FormData): Promise<void> {
  const response = await fetch(`${API}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: form.get('email') }),
  });
  if (!response.ok) throw new Error(`The order was answered with ${response.status}`);
  redirect('/checkout/thanks');
}
