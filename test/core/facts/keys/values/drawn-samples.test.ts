import { expect, it } from 'vitest';
import { findKeys } from '../../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../../support/fill-sample.ts';
import { loadKeySearch } from '../../../../support/load-key-search.ts';

const { rules, search } = await loadKeySearch();
const DRAWS = 8;

/** Kinds of keys in the examples of the rules that are missed in more than one of some draws: chance may look like words once. */
function listMissed(): string[] {
  const missed = new Map<string, number>();
  for (const rule of rules.values())
    for (const example of rule.examples.finds) {
      const kinds = Object.keys(example.expect).filter((answer) => answer.startsWith('key:'));
      for (let draw = 0; kinds.length > 0 && draw < DRAWS; draw++) {
        const keys = findKeys(fillSample(example.text, `${rule.id}/drawn ${draw}`), search);
        const found = new Set(keys.filter((key) => key.provider === rule.id).map(({ key }) => `key:${key}`));
        for (const kind of kinds)
          if (!found.has(kind)) missed.set(`${rule.id} ${kind}`, (missed.get(`${rule.id} ${kind}`) ?? 0) + 1);
      }
    }
  return [...missed].filter(([, times]) => times > 1).map(([kind]) => kind);
}

it('Every kind of key is found, whatever is drawn for it.', () => {
  expect(listMissed()).toEqual([]);
});
