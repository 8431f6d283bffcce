import { describe, expect, it } from 'vitest';
import { listDetectors } from '../../src/core/rulebook/detectors.ts';
import { loadExampledRules } from '../support/load-exampled-rules.ts';
import { shareSyntax } from '../support/share-syntax.ts';
import { checkRule, compile } from './check-rule.ts';

const parse = await shareSyntax();
// Examples of webhooks may be written in any language that is read for them.
await parse.prepare(['py', 'rb', 'php', 'go', 'cs', 'rs', 'java'].map((extension) => `a.${extension}`));
const rules = await loadExampledRules();
const whole = compile(rules, parse);

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s: its examples bite', (_id, rule) => {
    expect(checkRule(rule, whole, parse)).toEqual([]);
  });
});

describe('the rulebook as a whole', () => {
  it('holds at least sixty rules', () => {
    expect(rules.length).toBeGreaterThanOrEqual(60);
  });

  it('names nothing twice', () => {
    const owners = new Map<string, string[]>();
    for (const rule of rules) {
      for (const { kind, space, text } of listDetectors(rule)) {
        const key = `${kind} ${space ?? ''} ${text}`;
        owners.set(key, [...(owners.get(key) ?? []), rule.id]);
      }
    }
    expect([...owners].filter(([, ids]) => ids.length > 1)).toEqual([]);
  });

  it('gives every event and every list of words of a body to one provider', () => {
    const held = rules.flatMap(({ webhook }) => [
      ...(webhook?.events ?? []),
      ...(webhook?.bodies ?? []).map((words) => words.join(' ')),
    ]);
    expect(held.filter((each, at) => held.indexOf(each) !== at)).toEqual([]);
  });

  it('has no two rules by one name', () => {
    const names = rules.flatMap((r) => [r.name, ...r.aliases].map((n) => n.toLowerCase()));
    expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
  });

  it('has a rule for every parent and companion', () => {
    const ids = new Set(rules.map((r) => r.id));
    const wanted = rules
      .flatMap((r) => [r.parent, ...(r.detect.code ?? []).map((c) => c.with ?? null)])
      .filter((id) => id !== null);
    expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
  });
});
