import { readProducts } from '../lib/catalogue';

export default async function Page() {
  const products = await readProducts();
  return (
    <ul>
      {products.map(({ slug, name, cents }) => (
        <li key={slug}>
          <a href={`/products/${slug}`}>{name}</a> {(cents / 100).toFixed(2)} €
        </li>
      ))}
    </ul>
  );
}
