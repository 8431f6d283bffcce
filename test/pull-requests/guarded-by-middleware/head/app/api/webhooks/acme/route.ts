// Told by Acme.
export async function POST(request: Request) {
  await fulfilOrder(await request.json());
  return Response.json({});
}
