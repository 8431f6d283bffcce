import { setting } from './spelling.ts';

// A path that nobody but the provider has been told, as bots of Telegram have it: who calls it knows the secret in it.

/** The secret among the names of which a path is made, as a setting; null where none is called so. */
export function secretAmong(names: string): string | null {
  const name = SECRET.exec(names)?.[1];
  return name === undefined ? null : setting(name.slice(name.lastIndexOf('.') + 1));
}

const SECRET = /(?:^|[^\w.])([\w.]{0,60}(?:token|secret|key)\w{0,30})/i;

/** The words of a path taken out of its source, so that its names are left. */
export const withoutTexts = (source: string): string => source.slice(0, 300).replace(/(["'`])[^"'`]{0,200}\1/g, ' ');

/** What a caller has proved by knowing the path, as a statement before the handler. */
export const askedByPath = (secret: string): string => `if (request.query['path'] != ${secret}) throw 'forbidden';`;
