import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['import EventKit', ['EventKit@1:8']],
  ['@testable import A', ['A@1:18']],
  ['import struct Foundation.Date', ['Foundation@1:15']],
  ['public import A\nimport B', ['A@1:15', 'B@2:8']],
  ['// import A\n/* /* */ import B */', []],
  ['"import A \\(x["}"]) import B"', []],
  ['let s = #"a " b"#\nimport A', ['A@2:8']],
])('finds the imports of Swift in %j', (text, expected) => {
  expect(readSignals('swift', 'import', text)).toEqual(expected);
});

it.each([
  ['ProcessInfo.processInfo.environment["A"]', ['A@1:38']],
  ['ProcessInfo.processInfo.environment["A"] ?? ""', ['A?@1:38']],
  ['"x \\(ProcessInfo.processInfo.environment["A"]!) y"', ['A@1:43']],
  ['Environment.get("A")', ['A@1:18']],
  ['getenv("A"); x.getenv("B")', ['A@1:9']],
  [
    'let env: [String: String] = ProcessInfo.processInfo.environment\nf(env["A"], xenv["B"], x.env["C"]) // env["D"]\nenv["E"] ?? ""',
    ['A@2:8', 'E?@3:6'],
  ],
  ['f(ProcessInfo.processInfo.environment); env["A"]', []],
  ['// ProcessInfo.processInfo.environment["A"]', []],
  ['app.environment["A"]', []],
])('finds the env reads of Swift in %j', (text, expected) => {
  expect(readSignals('swift', 'env', text)).toEqual(expected);
});
