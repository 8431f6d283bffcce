import { makeClone, type Clone } from '../support/make-clone.ts';
import { fillSample } from '../support/fill-sample.ts';

/** A key that the branch `change` writes into a file. */
export const KEY = fillSample('sk_live_{{alnum:24}}', 'run-cli');

/** A `package.json`. */
export const dependencies = (names: Record<string, string>): string =>
  `${JSON.stringify({ dependencies: names }, null, 2)}\n`;

export type ShopClone = Clone & { commits: Record<'first' | 'second' | 'withStripe' | 'withKey', string> };

/** A clone whose branch `change` is checked out. main: first - second; change (from first): withStripe - withKey. */
export function makeShopClone(): ShopClone {
  const clone = makeClone();
  const first = clone.commit({ 'package.json': dependencies({ express: '^5.0.0' }), 'src/a.ts': '' });
  clone.git('checkout', '-q', '-b', 'change');
  const withStripe = clone.commit({
    'package.json': dependencies({ express: '^5.0.0', stripe: '^17.0.0' }),
    'src/pay.ts': 'export const key = process.env.STRIPE_SECRET_KEY;\n',
  });
  const withKey = clone.commit({ 'src/key.ts': `export const key = '${KEY}';\n` });
  clone.git('checkout', '-q', 'main');
  // Not part of the change: it came to main after the branch had left.
  const second = clone.commit({ 'docker-compose.yml': 'services:\n  a:\n    image: redis:7\n' });
  clone.git('checkout', '-q', 'change');
  return { ...clone, commits: { first, second, withStripe, withKey } };
}
