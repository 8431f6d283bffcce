import { bare } from '../js/program.ts';
import type { Program } from '../js/program.ts';
import type { Handler } from './handler.ts';

const APP_ROUTE = /(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;
const PAGES_ROUTE = /(?:^|\/)pages\/(api\/.+)\.[cm]?[jt]sx?$/;

/** Next.js: `app/.../route.ts` with an exported POST, and the default export of `pages/api`. */
export function findNextHandlers(path: string, program: Program): Handler[] {
  const app = APP_ROUTE.exec(path);
  const pages = app ? null : PAGES_ROUTE.exec(path);
  const name = app ? 'POST' : 'default';
  const node = app || pages ? program.exported.get(name) : undefined;
  if (!node) return [];
  const siblings = METHODS.filter((method) =>
    app ? program.exported.has(method) : program.text.includes(`'${method}'`),
  );
  const route = app ? appRoute(app[1] ?? '') : `/${(pages?.[1] ?? '').replace(/\/index$/, '')}`;
  return [
    {
      framework: app ? 'next-app' : 'next-pages',
      route,
      method: 'POST',
      at: bare(node),
      handler: node,
      before: [],
      name,
      kind: 'route',
      siblings: siblings.map((method) => method.toLowerCase()),
    },
  ];
}

const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE'];

/** Groups and slots are no part of the URL. */
const appRoute = (folders: string): string =>
  `/${folders
    .split('/')
    .filter((part) => part !== '' && !/^[(@]/.test(part))
    .join('/')}`;
