import { describe, expect, it } from 'vitest';
import { makeProgress } from '../../src/commands/make-progress.ts';

function watch(isTTY: boolean): {
  at: (time: number) => void;
  written: string[];
  progress: ReturnType<typeof makeProgress>;
} {
  let time = 0;
  const written: string[] = [];
  const progress = makeProgress({ isTTY, write: (text) => written.push(text) }, () => time);
  return { at: (now) => void (time = now), written, progress };
}

describe('makeProgress', () => {
  it('tells of long work on one line, now and then, and wipes it', () => {
    const { at, written, progress } = watch(true);
    progress.step('reading the trees');
    at(500);
    progress.step('reading files', 1, 8);
    at(550);
    progress.step('reading files', 2, 8);
    at(700);
    progress.step('judging');
    progress.end();
    expect(written).toEqual(['\r\u001b[2Kreading files 12%', '\r\u001b[2Kjudging', '\r\u001b[2K']);
  });

  it('says nothing of short work', () => {
    const { at, written, progress } = watch(true);
    at(399);
    progress.step('reading the trees');
    progress.end();
    expect(written).toEqual([]);
  });

  it('says nothing where no terminal reads', () => {
    const { at, written, progress } = watch(false);
    at(9000);
    progress.step('reading files', 1, 2);
    progress.end();
    expect(written).toEqual([]);
  });

  it('knows no percentage of nothing', () => {
    const { at, written, progress } = watch(true);
    at(500);
    progress.step('reading files', 0, 0);
    expect(written).toEqual(['\r\u001b[2Kreading files']);
  });
});
