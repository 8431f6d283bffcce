/**
 * The differences between languages that affect a verdict; the rest of the judgement is the same for all. What a call's
 * name implies differs too: see `grounds.ts`.
 */
export type Language = {
  id: 'javascript' | 'common';
  /** Functions may return promises, which are always truthy. */
  promises: boolean;
  /** A comparison may throw, as `timingSafeEqual` does; a `catch` around it swallows the failure. */
  comparisonsThrow: boolean;
  /** HMAC accepts an empty key, with which anyone can sign. */
  emptyKeys: boolean;
  /** A hook that runs before the handler and has no `next` rejects requests by answering them. */
  hooksAnswer: boolean;
  /** A result object such as `Result.failure(error)` is tested like a boolean. */
  outcomes: boolean;
  /** A block applied to each element yields a list, not an answer. */
  blocks: boolean;
  /** Functions of other files are called without an import, and can access the request without receiving it. */
  shared: boolean;
};

/** The object of the common language whose `env` holds settings defined in other files. */
export const SETTINGS = '__settings';

/** JavaScript and TypeScript, with and without JSX. */
export const JAVASCRIPT: Language = {
  id: 'javascript',
  promises: true,
  comparisonsThrow: true,
  emptyKeys: true,
  hooksAnswer: true,
  outcomes: false,
  blocks: false,
  shared: false,
};

/** The common language, to which all other languages are lowered (docs/webhook-languages.md). */
export const COMMON: Language = {
  id: 'common',
  promises: false,
  comparisonsThrow: false,
  emptyKeys: false,
  hooksAnswer: false,
  outcomes: true,
  blocks: true,
  shared: true,
};
