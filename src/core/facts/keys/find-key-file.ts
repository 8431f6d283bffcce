import type { KeyFact } from '../../types.ts';
import { isFiller } from './values/is-filler.ts';
import { digestKey, maskKey } from './values/mask-key.ts';

/**
 * Where Rails stores the keys of its encrypted credentials: `config/master.key`, `config/credentials/production.key`.
 */
const RAILS_KEY = /(?:^|\/)config\/(?:master|credentials\/[\w-]{1,40})\.key$/;
/** 16 bytes, or 32 where an application asks for AES-256. */
const CONTENT = /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/;

/** 64 bytes as a list of numbers: the key pair of a Solana account, as its command-line tool stores it. */
const KEY_PAIR = /^\[\s{0,8}\d{1,3}(?:\s{0,8},\s{0,8}\d{1,3}){63}\s{0,8}\]$/;
const LONGEST_KEY_PAIR = 1200;
/** Minimum number of distinct values among 64 random bytes. */
const LEAST_DIFFERENT = 40;

/**
 * Finds a key that is the whole content of a file, recognised by the path (Rails) or the format (a Solana key pair).
 */
export function findKeyFile(path: string, text: string): KeyFact[] {
  if (text.length > LONGEST_KEY_PAIR) return [];
  const value = text.trim();
  if (RAILS_KEY.test(path) && CONTENT.test(value) && !isFiller(value))
    return [{ ...factOf(text, value), key: 'generic', keyClass: 'secret', masked: maskKey(value, '') }];
  if (path.endsWith('.json') && KEY_PAIR.test(value) && isDrawn(value))
    return [{ ...factOf(text, value), key: 'private-key', keyClass: 'private-key', masked: 'KEY PAIR OF 64 BYTES…' }];
  return [];
}

function isDrawn(list: string): boolean {
  const numbers = list.match(/\d+/g)!.map(Number);
  return numbers.every((n) => n < 256) && new Set(numbers).size >= LEAST_DIFFERENT;
}

function factOf(text: string, value: string): Omit<KeyFact, 'key' | 'keyClass' | 'masked'> {
  const lines = text.slice(0, text.indexOf(value)).split('\n');
  const column = lines.at(-1)!.length + 1;
  const endColumn = column + value.split('\n', 1)[0]!.length;
  const digest = digestKey(value.replaceAll(/\s/g, ''));
  return { line: lines.length, column, endColumn, provider: null, mode: null, digest, proven: false, name: null };
}
