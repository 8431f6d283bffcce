import { createTwoFilesPatch } from 'diff';
import { atPoint } from './at-point.ts';
import type { Check } from './check-input.ts';

/** Lines and characters of the patch in a report. */
const PATCH_LINES = 60;
const PATCH_CHARACTERS = 4_000;
/**
 * With more edits than this, two versions count as unrelated, because the cost of the comparison grows with their
 * number.
 */
const MAX_EDITS = 1_000;

/** Reports an inventory document that the change makes outdated, with the patch that updates it. */
export const checkStaleInventory: Check = ({ document = null, severity, fingerprint }) => {
  if (document === null || document.existing === document.fresh) return [];
  const { path, existing, fresh } = document;
  return [
    {
      check: 'stale-inventory',
      code: existing === null ? 'missing-inventory' : 'stale-inventory',
      severity: severity['stale-inventory'],
      provider: null,
      ...atPoint({ path, line: 1, column: 1 }),
      args: { file: path, ...makePatch(path, existing ?? '', fresh) },
      fingerprint: fingerprint('stale-inventory', path),
    },
  ];
};

type Patch = { patch: string; added: number; removed: number; cut: boolean };

/** A unified diff, cut at a line; empty if the versions have too little in common. */
function makePatch(path: string, existing: string, fresh: string): Patch {
  const options = { context: 2, maxEditLength: MAX_EDITS };
  const text = createTwoFilesPatch(`a/${path}`, `b/${path}`, existing, fresh, undefined, undefined, options) ?? '';
  const lines = text.split('\n').filter((line) => !line.startsWith('====='));
  const count = (mark: string): number =>
    lines.filter((l) => l.startsWith(mark) && !l.startsWith(mark.repeat(3))).length;
  let length = 0;
  const kept = lines.slice(0, PATCH_LINES).filter((line) => (length += line.length + 1) <= PATCH_CHARACTERS);
  return { patch: kept.join('\n'), added: count('+'), removed: count('-'), cut: kept.length < lines.length };
}
