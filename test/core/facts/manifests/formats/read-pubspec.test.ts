import { describe, expect, it } from 'vitest';
import { readPubspec } from '../../../../../src/core/facts/manifests/formats/read-pubspec.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readPubspec(text));

describe('readPubspec', () => {
  it('reads packages, and leaves those of an SDK and of a folder out', () => {
    const text = `name: shop
dependencies:
  flutter:
    sdk: flutter
  firebase_auth: ^5.3.0
  sentry_flutter:
  hosted: { hosted: https://pub.acme.io, version: ^1.0.0 }
  forked:
    git: https://github.com/acme/forked.git
  own: { path: ../own }
  Not-A-Name: 1
dev_dependencies:
  flutter_lints: ^6.0.0
dependency_overrides:
  http: 1.2.0
`;
    expect(linesOf(text)).toEqual([
      '5:3 pub firebase_auth ^5.3.0 runtime',
      '6:3 pub sentry_flutter null runtime',
      '7:3 pub hosted ^1.0.0 runtime',
      '8:3 pub forked null runtime',
      '13:3 pub flutter_lints ^6.0.0 development',
      '15:3 pub http 1.2.0 constraint',
    ]);
  });

  it.each(['', 'dependencies: []', 'dependencies: { a: [1] }', '- 1'])('passes over %j', (text) => {
    expect(readPubspec(text)).toEqual({ signals: [], problems: [] });
  });
});
