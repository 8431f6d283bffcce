export async function markPaid(id: string): Promise<void> {
  await fetch(`/orders/${id}`, { method: 'PUT' });
}
