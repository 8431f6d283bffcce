export const bill = (body: string) =>
  fetch('https://billing.acme.io/v2/bills', { method: 'POST', body });
