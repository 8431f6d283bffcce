import { setting } from './spelling.ts';

// A path that only the provider knows, as with Telegram bots: whoever calls it knows the secret in it.

/**
 * The secret among the names that make up a path, as a setting in the common language; null where no name is a
 * secret's.
 */
export function secretAmong(names: string): string | null {
  const name = SECRET.exec(names)?.[1];
  return name === undefined ? null : setting(name.slice(name.lastIndexOf('.') + 1));
}

const SECRET = /(?:^|[^\w.])([\w.]{0,60}(?:token|secret|key)\w{0,30})/i;

/** The source of a path without its string literals, so that only its names are left. */
export const withoutTexts = (source: string): string => source.slice(0, 300).replace(/(["'`])[^"'`]{0,200}\1/g, ' ');

/** A guard statement for the handler: only a caller who knows the secret in the path gets past it. */
export const askedByPath = (secret: string): string => `if (request.query['path'] != ${secret}) throw 'forbidden';`;
