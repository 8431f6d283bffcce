import { isFileRouted } from './file-routes.ts';
import type { Handler } from './handler.ts';

/**
 * Marks a non-GET route whose router another file may mount under a webhook path: its own path is then only the end of
 * the route.
 */
export const asMounted = (handler: Handler): Handler =>
  handler.kind === 'route' &&
  handler.managesNothing === true &&
  handler.method !== 'GET' &&
  !isFileRouted(handler.framework)
    ? { unrouted: 'mounted', ...handler }
    : handler;
