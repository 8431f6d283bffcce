import { KeyContext } from './key-context.ts';
import { MOST_KEYS, SCORES, type Hit } from './key-hit.ts';
import type { Places } from './find-places.ts';
import { findKeyBlocks } from './find-private-keys.ts';
import { digestKey } from './values/mask-key.ts';

/** Finds private keys that are blocks of text, such as PEM. */
export function findBlockKeys(text: string, places: Places): Hit[] {
  return findKeyBlocks(text, places, MOST_KEYS).map((block) => ({
    start: block.start,
    end: block.bodyEnd,
    score: SCORES.block,
    proven: false,
    key: null,
    make: (at) => ({
      ...at,
      endColumn: at.column + block.end - block.start,
      provider: null,
      key: block.encrypted ? 'private-key-encrypted' : 'private-key',
      keyClass: 'private-key',
      mode: null,
      masked: /^(?:PUTTY|JSON|XML)/.test(block.kind) ? `${block.kind}…` : `-----BEGIN ${block.kind}-----…`,
      digest: digestKey(block.body),
      proven: false,
      name: new KeyContext(text, block.start, block.end).beside.name,
    }),
  }));
}
