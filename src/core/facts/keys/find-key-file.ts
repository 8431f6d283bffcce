import type { KeyFact } from '../../types.ts';
import { isFiller } from './values/is-filler.ts';
import { digestKey, maskKey } from './values/mask-key.ts';

/** Where Rails keeps the keys that open its encrypted credentials: `config/master.key`, `config/credentials/production.key`. */
const RAILS_KEY = /(?:^|\/)config\/(?:master|credentials\/[\w-]{1,40})\.key$/;
/** 16 bytes, or 32 where an application asks for AES-256. */
const CONTENT = /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/;

/** The key that a file is and no more: nothing beside it tells so but the file's own name. */
export function findKeyFile(path: string, text: string): KeyFact[] {
  if (text.length > 100 || !RAILS_KEY.test(path)) return [];
  const value = text.trim();
  if (!CONTENT.test(value) || isFiller(value)) return [];
  const before = text.slice(0, text.indexOf(value));
  const lines = before.split('\n');
  const column = lines.at(-1)!.length + 1;
  return [
    {
      line: lines.length,
      column,
      endColumn: column + value.length,
      provider: null,
      key: 'generic',
      keyClass: 'secret',
      mode: null,
      masked: maskKey(value, ''),
      digest: digestKey(value),
      proven: false,
      name: null,
    },
  ];
}
