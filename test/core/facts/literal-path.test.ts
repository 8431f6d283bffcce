import { describe, expect, it } from 'vitest';
import { literalPath } from '../../../src/core/facts/literal-path.ts';

const mayBeKey = (part: string): boolean => part.startsWith('key');

describe('literalPath', () => {
  it.each([
    ['/', '/'],
    ['/v1/a/', '/v1/a/'],
    ['/sheets/d/key1/export', '/sheets/d/*/export'],
    ['/sheets/d/*/export', '/sheets/d/*/export'],
    ['/*/*/messages/', '/*/*/messages'],
    ['/v1/pre*/x', '/v1/*/x'],
    // Nothing plain follows: the path ends there, and the start of a hidden word may be a whole one.
    ['/v1/key1', '/v1/'],
    ['/v1/*', '/v1/'],
    ['/api*', '/api'],
    ['/v1/key1*', '/v1/'],
    ['/v1/*/*', '/v1/'],
    ['/files/key-of-the-2024-report.pdf', '/files/key-of-the-2024-report.pdf'],
    // A token may go on behind its first part.
    ['/hooks/key1/a1b2/send', '/hooks/*/*/send'],
    ['/hooks/key1/AbCdEf', '/hooks/'],
    ['/hooks/key1/sendMessage', '/hooks/*/sendMessage'],
    ['/hooks/*/a1b2', '/hooks/*/a1b2'],
  ])('%s is told as %s', (path, expected) => {
    expect(literalPath(path, mayBeKey)).toBe(expected);
  });

  it('ends behind a part, at some 200 characters', () => {
    expect(literalPath(`/${'abc/'.repeat(100)}`, mayBeKey)).toBe(`/${'abc/'.repeat(50)}`);
  });
});
