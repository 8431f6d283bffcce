/**
 * In what languages differ as far as a verdict goes; the rest of the judgement is one for all. What a call's name tells
 * of it differs too: see `grounds.ts`.
 */
export type Language = {
  id: 'javascript' | 'common';
  /** Functions give out promises, which are true whatever comes of them. */
  promises: boolean;
  /** A comparison can throw, as `timingSafeEqual` does: who catches it has swallowed its failure. */
  comparisonsThrow: boolean;
  /** Its HMAC is content with an empty key, with which anybody can sign. */
  emptyKeys: boolean;
  /** A hook before the handler that is handed no `next` turns requests away by answering them. */
  hooksAnswer: boolean;
  /** `Result.failure(error)` is asked as a boolean is. */
  outcomes: boolean;
  /** What a block makes of each part is a list, which answers nothing. */
  blocks: boolean;
  /** Functions of other files are called without being imported, and have the request at hand without asking for it. */
  shared: boolean;
};

/** The object of the common language whose `env` holds the settings that other files define. */
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

/** What all other languages are written over into (docs/webhook-languages.md). */
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
