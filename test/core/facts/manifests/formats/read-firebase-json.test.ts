import { describe, expect, it } from 'vitest';
import { readFirebaseJson } from '../../../../../src/core/facts/manifests/formats/read-firebase-json.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readFirebaseJson(text));

describe('readFirebaseJson', () => {
  it('reads products, each once', () => {
    const text =
      '{\n "hosting": {},\n "firestore": { "rules": "x" },\n "emulators": { "auth": {}, "firestore": {}, "ui": {} }\n}';
    expect(linesOf(text)).toEqual([
      '2:2 resource firebase:hosting',
      '3:2 resource firebase:firestore',
      '4:17 resource firebase:auth',
    ]);
  });

  it.each(['{}', '[]', '{"__proto__": {}}'])('passes over %j', (text) => {
    expect(readFirebaseJson(text)).toEqual({ signals: [], problems: [] });
  });
});
