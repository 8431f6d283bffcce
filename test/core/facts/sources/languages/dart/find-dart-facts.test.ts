import { expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

it.each([
  ["import 'package:a/b.dart';", ['a@1:17']],
  ['export "package:a_b/c.dart" show D; import \'package:e/f.dart\' as g;', ['a_b@1:17', 'e@1:53']],
  ["import 'dart:io'; import 'x.dart'; import '../../y.dart';", []],
  ["// import 'package:a/b.dart';\n/* /* */ import 'package:b/c.dart'; */", []],
  ["var s = r'\\'; import 'package:a/b.dart';", ['a@1:31']],
  ["var s = '''\n'\n\"''';\nimport 'package:a/b.dart';", ['a@4:17']],
  ['var s = "${f("}")} // "; import \'package:a/b.dart\';', ['a@1:42']],
])('finds the imports of Dart in %j', (text, expected) => {
  expect(readSignals('dart', 'import', text)).toEqual(expected);
});

it.each([
  ["Platform.environment['A']", ['A@1:23']],
  ["Platform.environment['A'] ?? 'b'", ['A?@1:23']],
  ["String.fromEnvironment('A'); int.fromEnvironment('B', defaultValue: 1)", ['A@1:25', 'B?@1:51']],
  ["dotenv.env['A']!; dotenv.env['B'] ?? ''; dotenv.get('C', fallback: 'd')", ['A@1:13', 'B?@1:31', 'C?@1:54']],
  ["@EnviedField(varName: 'A_B', obfuscate: true)", ['A_B@1:24']],
  ["'x ${Platform.environment['A']} y'", ['A@1:28']],
  ["// Platform.environment['A']\nPlatform.isIOS; env['A']; fromEnvironment('A')", []],
])('finds the env reads of Dart in %j', (text, expected) => {
  expect(readSignals('dart', 'env', text)).toEqual(expected);
});

it('finds the hosts of Dart, with holes', () => {
  const text = "a('https://$region.acme.io'); b(r'https://b.io/$x'); c('https://c.io/${d(\"e\")}')";
  expect(readSignals('dart', 'host', text)).toEqual(['*.acme.io /@1:20', 'b.io /@1:43', 'c.io /@1:65']);
});
