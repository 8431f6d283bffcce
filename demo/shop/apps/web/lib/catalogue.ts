export type Product = { slug: string; name: string; cents: number; left: number };

const API = process.env.API_URL ?? 'http://localhost:4000';

export async function readProducts(): Promise<Product[]> {
  const response = await fetch(`${API}/products`, { next: { revalidate: 60 } });
  if (!response.ok) throw new Error(`The catalogue answered ${response.status}`);
  return response.json();
}

export async function readProduct(slug: string): Promise<Product | null> {
  const products = await readProducts();
  return products.find((product) => product.slug === slug) ?? null;
}
