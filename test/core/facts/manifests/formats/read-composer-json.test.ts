import { describe, expect, it } from 'vitest';
import { readComposerJson } from '../../../../../src/core/facts/manifests/formats/read-composer-json.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readComposerJson(text));

describe('readComposerJson', () => {
  it('reads packages and leaves the platform out', () => {
    const text = `{
  "require": {
    "php": "^8.4",
    "ext-json": "*",
    "lib-curl": "*",
    "composer-plugin-api": "^2",
    "Sentry/sentry-laravel": "^4.0",
    "acme/private": "dev-main"
  },
  "require-dev": { "phpunit/phpunit": "^12" },
  "suggest": { "predis/predis": "for Redis" }
}`;
    expect(linesOf(text)).toEqual([
      '7:5 composer sentry/sentry-laravel ^4.0 runtime',
      '8:5 composer acme/private dev-main runtime',
      '10:20 composer phpunit/phpunit ^12 development',
    ]);
  });

  it.each(['{}', '{"require": []}', '{"require": {"a/b": {}, "a/b/c": "1", "/": "1"}}'])('passes over %j', (text) => {
    expect(readComposerJson(text)).toEqual({ signals: [], problems: [] });
  });

  it('names the line of a break and keeps what stands before', () => {
    const facts = readComposerJson('{"require": {"a/b": "1",\n "c/d" "1"}}');
    expect(briefSignals(facts)).toEqual(['1:14 composer a/b 1 runtime']);
    expect(facts.problems.map((p) => [p.line, p.code])).toEqual([[2, 'malformed']]);
  });
});
