import { describe, expect, it } from 'vitest';
import { readSql } from '../../../../../src/core/facts/manifests/formats/read-sql.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readSql', () => {
  it.each<[string, string[]]>([
    ['create extension vector;', ['1:18 resource extension:vector']],
    [
      'BEGIN;\nCREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA extensions;',
      ['2:33 resource extension:uuid-ossp'],
    ],
    ['-- create extension vector;', []],
    ['drop extension vector;', []],
    ['', []],
  ])('finds the extensions of %j', (text, expected) => expect(briefSignals(readSql(text))).toEqual(expected));
});
