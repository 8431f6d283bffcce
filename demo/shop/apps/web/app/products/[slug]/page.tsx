import { notFound } from 'next/navigation';
import { readProduct } from '../../../lib/catalogue';

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const product = await readProduct((await params).slug);
  if (product === null) notFound();
  return (
    <article>
      <h1>{product.name}</h1>
      <p>{product.left > 0 ? `${product.left} left` : 'Sold out'}</p>
    </article>
  );
}
