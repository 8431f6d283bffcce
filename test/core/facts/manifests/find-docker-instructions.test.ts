import { describe, expect, it } from 'vitest';
import { findDockerInstructions } from '../../../../src/core/facts/manifests/find-docker-instructions.ts';

const linesOf = (text: string): string[] =>
  Array.from(findDockerInstructions(text), ({ name, words }) =>
    [name, ...words.map((w) => `${w.text}@${w.at}`)].join(' '),
  );

describe('findDockerInstructions', () => {
  it.each([
    ['from a as b', ['FROM a@5 as@7 b@10']],
    ['# FROM a\n\nFROM b', ['FROM b@15']],
    ['RUN a \\\n  b\nFROM c', ['RUN a@4 b@10', 'FROM c@17']],
    ['RUN a \\\n# x \\\n\n b\nFROM c', ['RUN a@4 b@16', 'FROM c@23']],
    ['# escape=`\nRUN a `\n b', ['RUN a@15 b@20']],
    ['ENV a="b c" d', ['ENV a="b c"@4 d@12']],
    ['RUN cat <<EOF\nFROM a\nEOF\nFROM b', ['RUN cat@4 <<EOF@8', 'FROM b@30']],
    ['RUN <<A <<-"B"\nx\nA\ny\n\tB\nFROM b', ['RUN <<A@4 <<-"B"@8', 'FROM b@29']],
    ['RUN <<EOF\nFROM a', ['RUN <<EOF@4']],
    ['', []],
  ])('reads %j', (text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  it('reads a megabyte of open quotes and here-documents in linear time', () => {
    expect(linesOf(`ENV ${'"'.repeat(1_000_001)}`)).toHaveLength(1);
    expect(linesOf('RUN <<A\n'.repeat(100_000))).toHaveLength(1);
  });
});
