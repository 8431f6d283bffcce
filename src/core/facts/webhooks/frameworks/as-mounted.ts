import { isFileRouted } from './file-routes.ts';
import type { Handler } from './handler.ts';

/** A route of a router that another file may mount where webhooks come in: its own path is the end of one. */
export const asMounted = (handler: Handler): Handler =>
  handler.kind === 'route' &&
  handler.managesNothing === true &&
  handler.method !== 'GET' &&
  !isFileRouted(handler.framework)
    ? { unrouted: 'mounted', ...handler }
    : handler;
