import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../../../src/core/facts/keys/values/base64.ts';

describe('decodeBase64', () => {
  it.each([
    ['', []],
    ['AA', [0]],
    ['AAE=', [0, 1]],
    ['-_8', [0xfb, 0xff]],
    ['+/8=', [0xfb, 0xff]],
    ['////', [255, 255, 255]],
  ])('decodes %j', (text, bytes) => {
    expect([...decodeBase64(text)!]).toEqual(bytes);
  });

  it.each(['a b', 'é', 'A=A'])('answers null for %j', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });
});
