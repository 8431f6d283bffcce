import { describe, expect, it } from 'vitest';
import { isAppPassword } from '../../../../../src/core/facts/keys/values/is-app-password.ts';

describe('isAppPassword', () => {
  it.each(['qzvk jwxb mtyp rlhc', 'beuk peme adpf mlay', 'qzvkjwxbmtyprlhc', 'qzvk-jwxb-mtyp-rlhc'])(
    'takes %j for one',
    (value) => {
      expect(isAppPassword(value)).toBe(true);
    },
  );

  it.each([
    'incorrectentries',
    'beukpemeadpfmlay',
    'your pass word here',
    'your-smtp-password',
    'qzvk jwxb-mtyp rlhc',
    'abcd efgh ijkl mnop',
    'xxxx xxxx xxxx xxxx',
    'qzvkjwxbmtyprlh',
  ])('leaves %j alone', (value) => {
    expect(isAppPassword(value)).toBe(false);
  });
});
