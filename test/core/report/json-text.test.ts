import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../src/core/report/json-text.ts';

describe('jsonText', () => {
  it('escapes what is not seen and turns the text around, and means the same', () => {
    const document = { path: 'src/\u202Egpj.\u202C\u{E0041}é😀.ts' };
    const text = jsonText(document);
    expect(text).toBe('{\n  "path": "src/\\u202egpj.\\u202c\\udb40\\udc41é😀.ts"\n}\n');
    expect(JSON.parse(text)).toEqual(document);
  });
});
