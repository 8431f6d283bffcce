import { describe, expect, it } from 'vitest';
import { readTurboJson } from '../../../../../src/core/facts/manifests/formats/read-turbo-json.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readTurboJson(text));

describe('readTurboJson', () => {
  it.each([
    ['{"globalEnv": ["ACME_API_KEY"]}', ['1:16 env ACME_API_KEY declared none required']],
    ['\uFEFF{"globalPassThroughEnv":\r\n["CI"]}', ['2:2 env CI declared none required']],
    ['{"tasks": {"build": {"env": ["ACME_URL", "!CI", "ACME_*"]}}}', ['1:30 env ACME_URL declared none required']],
    ['{"pipeline": {"dev": {"passThroughEnv": ["PORT"]}}}', ['1:42 env PORT declared none required']],
    ['{"tasks": {"__proto__": {"env": "PORT"}, "x": ["env"]}, "globalEnv": {"a": {}}}', []],
  ])('%s', (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });
});
