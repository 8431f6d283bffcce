import type { Program } from '../judge/program/program.ts';
import { CONTROLLERS } from './find-controllers.ts';
import { FILE_ROUTES } from './find-file-handlers.ts';
import { MEDUSA_MIDDLEWARE } from './find-medusa-middleware.ts';
import { MEDUSA_PROVIDERS } from './find-medusa-providers.ts';
import { NEST_CONTROLLERS } from './find-nest-handlers.ts';
import { NEST_MIDDLEWARE } from './find-nest-middleware.ts';
import { PATH_GUARDS } from './find-path-guards.ts';
import { ROUTERS } from './find-router-handlers.ts';
import { SERVERS } from './find-served-handlers.ts';
import { TANSTACK_ROUTES } from './find-tanstack-handlers.ts';
import type { Framework, Handler } from './handler.ts';

const FRAMEWORKS: readonly Framework[] = [
  ROUTERS,
  NEST_CONTROLLERS,
  NEST_MIDDLEWARE,
  MEDUSA_MIDDLEWARE,
  MEDUSA_PROVIDERS,
  TANSTACK_ROUTES,
  FILE_ROUTES,
  PATH_GUARDS,
  SERVERS,
  CONTROLLERS,
];

/**
 * Whether any framework may have a handler in this file. Decided from path and text, without parsing; may return false
 * positives but no false negatives.
 */
export const mayHoldHandlers = (path: string, text: string): boolean =>
  FRAMEWORKS.some(({ mayHold }) => mayHold(path, text));

/** The handlers of a JavaScript or TypeScript file, from every framework that may have some in it. */
export const findHandlers = (path: string, program: Program): Handler[] =>
  FRAMEWORKS.flatMap(({ mayHold, find }) => (mayHold(path, program.text) ? find(path, program) : []));
