import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../../src/core/facts/manifests/formats/read-document.ts';
import { parseYaml } from '../../../../../src/core/facts/parse/parse-yaml.ts';

describe('readDocument', () => {
  it('visits every document and hands problems on', () => {
    const facts = readDocument(parseYaml('a: 1\n---\nb: "x'), (list, root) =>
      list.add(root.at, { kind: 'resource', type: 'x:y' }),
    );
    expect(facts.signals).toEqual([
      { kind: 'resource', type: 'x:y', line: 1, column: 1 },
      { kind: 'resource', type: 'x:y', line: 3, column: 1 },
    ]);
    expect(facts.problems.map((p) => [p.line, p.code])).toEqual([[3, 'malformed']]);
  });
});
