import type { ReactNode } from 'react';

export const metadata = { title: 'Acme Shop', description: 'Tea and teaware' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header>
          <a href="/">Acme Shop</a> <a href="/checkout">Basket</a>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
