import { describe, expect, it } from 'vitest';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { loadKeySearch } from '../../../support/load-key-search.ts';

const { search } = await loadKeySearch();
const find = (text: string): string[] =>
  findKeys(fillSample(text, 'joined'), search).map(
    (k) => `${k.provider}/${k.key} ${k.line}:${k.column}-${k.endColumn}`,
  );

describe('findJoinedKeys', () => {
  it.each([
    ['two', `const k = "sk_live_" + "{{alnum:24}}";`, ['stripe/secret-live 1:12-20']],
    ['three', `const k = "sk_" + 'live_' + "{{alnum:24}}";`, ['stripe/secret-live 1:12-15']],
    ['parts on lines of their own', `k = "sk_live_{{alnum:9}}" +\n  "{{alnum:15}}"`, ['stripe/secret-live 1:6-23']],
    ['parts without a sign', `k = ("sk_live_"\n     "{{alnum:24}}")`, ['stripe/secret-live 1:7-15']],
    ['parts behind tabs', `k =\n\t"sk_live_"\n\t"{{alnum:24}}";`, ['stripe/secret-live 2:3-11']],
    ['parts that a backslash joins', `k = "sk_live_{{alnum:9}}" \\\n    "{{alnum:15}}"`, ['stripe/secret-live 1:6-23']],
    ['parts of PHP', `$k = 'sk_live_{{alnum:4}}' . '{{alnum:20}}';`, ['stripe/secret-live 1:7-19']],
    ['parts of Visual Basic', `k = "sk_live_" & "{{alnum:24}}"`, ['stripe/secret-live 1:6-14']],
    ['a guess', `const acmeToken = "{{hex:14}}7a" + "7a{{hex:14}}";`, ['null/generic 1:20-36']],
    ['a list', `const k = ["sk_live_", "{{alnum:12}}", '{{alnum:12}}'].join("");`, ['stripe/secret-live 1:13-21']],
    ['a list of Python', `k = "".join(["sk_live_", "{{alnum:24}}"])`, ['stripe/secret-live 1:15-23']],
    ['part of a list', `x("a" + "b"); y("sk_live_" + "{{alnum:24}}")`, ['stripe/secret-live 1:18-26']],
  ])('finds a key of %s', (_, text, found) => {
    expect(find(text)).toEqual(found);
  });

  it.each([
    ['a name between', `"sk_live_" + rest + "{{alnum:24}}"`],
    ['a comma between lines', `["sk_live_",\n  "{{alnum:24}}"]`],
    ['a line between', `"sk_live_"\n\n  "{{alnum:24}}"`],
    ['a blank within', `"sk_live_ " + "{{alnum:24}}"`],
    ['words', `const acmeToken = "the-token-of" + "-a-user-of-acme-2";`],
    ['another quotation mark', `"sk_live_' + "{{alnum:24}}"`],
    ['a sign between texts of a list', `["sk_live_", "{{alnum:24}}"].join("-")`],
    ['a list that holds a name', `["sk_live_", rest, "{{alnum:24}}"].join("")`],
    ['no key but a sum', `"{{digits:12}}" + "{{digits:12}}"`],
  ])('finds none with %s', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  it('tells a key that one of the parts is once', () => {
    expect(find(`k = "sk_live_{{alnum:24}}" + "-x"`)).toEqual(['stripe/secret-live 1:6-38']);
  });
});
