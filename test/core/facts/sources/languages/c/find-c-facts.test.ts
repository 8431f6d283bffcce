import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['#include <libpq-fe.h>', ['libpq-fe.h@1:11']],
  ['#include "acme/client.hpp"\n#  include <acme/v1>', ['acme/client.hpp@1:11', 'acme/v1@2:13']],
  ['#import <FirebaseCore/FirebaseCore.h>', ['FirebaseCore/FirebaseCore.h@1:10']],
  ['#include "../own.h"', []],
  ['// #include <a.h>\n/* #include <b.h> */\nputs("#include <c.h>");', []],
  ['auto s = R"x(\n" )" #include <a.h>)x";\n#include <b.h>', ['b.h@3:11']],
  ["char c = '\"';\n#include <a.h>", ['a.h@2:11']],
  ["int x = 1'000;\n#include <a.h>", ['a.h@2:11']],
  ['include(a); if (include < b.h && c > d) {}', []],
  ['#include HEADER', []],
])('finds the headers of C in %j', (text, expected) => {
  expect(readSignals('c', 'import', text)).toEqual(expected);
});

it.each([
  ['char *a = getenv("A");', ['A@1:19']],
  ['std::getenv("A"); secure_getenv("B")', ['A@1:14', 'B@1:34']],
  ['qgetenv("A"); qEnvironmentVariable("B", "x");', ['A@1:10', 'B?@1:37']],
  ['x.getenv("A"); getenv(name);', []],
  ['// getenv("A")', []],
])('finds the env reads of C in %j', (text, expected) => {
  expect(readSignals('c', 'env', text)).toEqual(expected);
});

it('finds addresses in strings, and none in comments', () => {
  const text = '// https://comment.acme.com\nQUrl u("https://api.acme.com/v1");';
  expect(readSignals('c', 'host', text)).toEqual(['api.acme.com /v1@2:17']);
});

it('passes over the words of call texts', () => {
  expect(readSignals('c', 'import', 'acmeCall(x);\n#include <a.h>', ['acmeCall('])).toEqual(['a.h@2:11']);
});
