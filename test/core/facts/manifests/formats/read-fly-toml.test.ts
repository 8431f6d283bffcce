import { describe, expect, it } from 'vitest';
import { readFlyToml } from '../../../../../src/core/facts/manifests/formats/read-fly-toml.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readFlyToml(text));

describe('readFlyToml', () => {
  it('reads variables and the image', () => {
    const text = 'app = "shop"\n[build]\nimage = "flyio/hellofly:latest"\n[env]\nPORT = "8080"\nX = ""\n';
    expect(linesOf(text)).toEqual([
      '5:1 env PORT declared set required',
      '6:1 env X declared none required',
      '3:9 image flyio/hellofly latest',
    ]);
  });
});
