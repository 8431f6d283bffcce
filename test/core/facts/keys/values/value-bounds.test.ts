import { describe, expect, it } from 'vitest';
import { isNameOfEntry, isParameter, isWholeValue } from '../../../../../src/core/facts/keys/values/value-bounds.ts';

/** The value is the V. */
const at = (text: string): [string, number, number] => [text, text.indexOf('V'), text.indexOf('V') + 1];

describe('isWholeValue', () => {
  it.each([
    '"V"',
    "'V'",
    '\\"V\\"',
    'a=V',
    'a: V # note',
    'a = V ; note',
    'a=V\r\n',
    '<a>V</a>',
    '${A:-base64:V}',
    '"NAME=base64:V\\n"',
    '"Name: V"',
    "'Authorization: Bearer V'",
    '"Bearer V"',
    '"https://h/?a=V"',
    'https://h/?a=V&b=1',
    '--key V --b',
    'KEY=V make',
    'KEYS=V,the-second-value',
    'echo V | gh secret set KEY',
    '"A=1;Key=V;B=2"',
    'base64:V',
    '${a.b:V}',
    '"A=1;Key=V"',
    "'Token token=V'",
    '"Authorization:  V"',
    "'Authorization: Api-Token V'",
    '"--key=V"',
    '"acme deploy --prod --token V"',
    "-var 'a_key=V'",
    '-Da.key=V -B',
    'Env={A_B=V}',
    'Env={A_B=V,C=1}',
    '-d "key=V&a=1"',
    '"conf": "A_KEY=V\\nB=1"',
    '<a>base64:V</a>',
    '{ a: 1, a_key: V }',
    '{a_key: V, b: 1}',
    '"${A_KEY:=V}"',
    '${a-key:V}',
    '"%env A_KEY=V\\n"',
    'run -e A_KEY=base64:V acme',
    'V',
    '<!-- key: V -->',
    '/* key: V */',
    'create --from-literal=a-key=V -n b',
    'install --set a.key=V --wait',
    '$a = q{V};',
    'a = %q(V)',
    '"Authorization: sso-key id42:V"',
    "'Authorization': 'token id42:V'",
  ])('takes all of %j', (text) => {
    expect(isWholeValue(...at(text))).toBe(true);
  });

  it.each([
    '"V',
    '"V and more"',
    'xV',
    'a=V.b()',
    'a V b',
    'key: V -> b',
    'from-literal=a-key=V -n b',
    '$a = $q{V};',
    'seq(V)',
    '$a = q{V)',
    "'Authorization': 'AWS id42:V'",
    '(V)',
    '<a>V<b>',
    "'said: the V'",
    '"acme deploy V"',
    '"Use --token V"',
    '"acme deploy --token V\'',
    'a = V;',
    'if (a=V) b',
    '{a: V, b}',
    '(a=V, b)',
  ])('takes %j for a part', (text) => {
    expect(isWholeValue(...at(text))).toBe(false);
  });
});

describe('isParameter', () => {
  it('knows a parameter of a URL', () => {
    expect(isParameter('https://h/?a=1&key=V', 19)).toBe(true);
    expect(isParameter('key=V', 4)).toBe(false);
  });
});

describe('isNameOfEntry', () => {
  it('knows what stands before a colon', () => {
    expect(isNameOfEntry('{"V": 1}', 2, 3)).toBe(true);
    expect(isNameOfEntry('{"a": "V"}', 7, 8)).toBe(false);
    expect(isNameOfEntry('if a == "V":', 9, 10)).toBe(false);
  });

  it('knows what an entry is looked up by', () => {
    expect(isNameOfEntry('settings["V"] = a', 10, 11)).toBe(true);
    expect(isNameOfEntry("a()['V']", 5, 6)).toBe(true);
    expect(isNameOfEntry('keys = ["V"]', 9, 10)).toBe(false);
    expect(isNameOfEntry('use(["V"])', 6, 7)).toBe(false);
  });
});
