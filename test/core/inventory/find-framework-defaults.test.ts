import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../../src/core/inventory/find-evidence.ts';
import { findFrameworkDefaults } from '../../../src/core/inventory/find-framework-defaults.ts';
import { gatherIntegrations } from '../../../src/core/inventory/gather-integrations.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS, type EnvSignal, type Signal } from '../../../src/core/types.ts';
import { makeRule } from '../../support/make-rule.ts';

const env = (name: string): EnvSignal => ({
  kind: 'env',
  name,
  access: 'read',
  value: null,
  optional: false,
  line: 1,
  column: 1,
});
const packageOf = (ecosystem: 'composer' | 'maven' | 'unity', name: string): Signal => ({
  kind: 'package',
  ecosystem,
  name,
  version: null,
  scope: 'runtime',
  line: 1,
  column: 1,
});
const file = (path: string, ...signals: Signal[]) => ({ path, facts: { ...NO_FACTS, signals } });
const AI = ['ELEVENLABS_API_KEY', 'GEMINI_API_KEY', 'OPENAI_API_KEY', 'XAI_API_KEY'].map(env);
const LARAVEL = [env('APP_KEY'), env('APP_DEBUG'), env('LOG_CHANNEL')];

it.each<[string, string, Signal[], boolean]>([
  ['config/services.php', 'POSTMARK_TOKEN', [], true],
  ['apps/api/config/logging.php', 'LOG_SLACK_WEBHOOK_URL', [], true],
  ['config/services.php', 'PAPERTRAIL_URL', [], false],
  ['config/filesystems.php', 'AWS_BUCKET', [], true],
  ['config/filesystems.php', 'AWS_BUCKET', [env('AWS_BUCKET')], false],
  ['config/services.php', 'STRIPE_SECRET', [], true],
  ['config/services.php', 'STRIPE_CONNECT_SECRET', [], false],
  ['config/database.php', 'MYSQL_ATTR_SSL_CA', [env('MYSQL_ATTR_SSL_CA')], true],
  ['config/database.php', 'REDIS_HOST', [env('REDIS_HOST'), env('REDIS_HOST')], false],
  ['config/ai.php', 'COHERE_API_KEY', AI, true],
  ['config/ai.php', 'OPENAI_API_KEY', [env('GEMINI_API_KEY')], false],
  ['config/constructor.php', 'POSTMARK_TOKEN', [], false],
  ['app/Mail.php', 'POSTMARK_TOKEN', [], false],
  ['.env.example', 'AWS_ACCESS_KEY_ID', LARAVEL, true],
  ['env.example', 'AWS_ACCESS_KEY_ID', LARAVEL, true],
  ['.env.example', 'AWS_ACCESS_KEY_ID', [], false],
  ['.env.example', 'STRIPE_SECRET', LARAVEL, false],
])('%s has %s from the start (%#)', (path, name, others, expected) => {
  const signal = env(name);
  expect(findFrameworkDefaults(file(path, ...others, signal)).has(signal)).toBe(expected);
});

it.each<[string, string, Signal[], boolean]>([
  ['config/queue.php', 'sqs.us-east-1.amazonaws.com', [], true],
  ['config/mail.php', 'smtp.mailgun.org', [], true],
  ['config/services.php', 'api.mailgun.net', [], true],
  ['config/services.php', 'api.eu.mailgun.net', [], false],
  ['.env.example', 'smtp.mailtrap.io', LARAVEL, true],
  ['.env.example', 'smtp.mailtrap.io', [], false],
])('%s has the host %s from the start (%#)', (path, host, others, expected) => {
  const signal: Signal = { kind: 'host', host, path: '/', line: 1, column: 1 };
  expect(findFrameworkDefaults(file(path, ...others, signal)).has(signal)).toBe(expected);
});

it.each<[string, string, Signal[], boolean]>([
  ['.env.example', 'named:sqlite', LARAVEL, true],
  ['.env.example', 'named:sqlite', [], false],
  ['.env.example', 'named:pgsql', LARAVEL, false],
  ['.env', 'named:sqlite', LARAVEL, false],
])('%s chooses %s from the start (%#)', (path, type, others, expected) => {
  const signal: Signal = { kind: 'resource', type, line: 1, column: 1 };
  expect(findFrameworkDefaults(file(path, ...others, signal)).has(signal)).toBe(expected);
});

it.each<[string, string, boolean]>([
  ['android/app/build.gradle', 'com.google.gms.google-services:com.google.gms.google-services.gradle.plugin', true],
  ['apps/mobile/android/build.gradle', 'com.google.gms:google-services', true],
  ['android/app/build.gradle', 'com.google.firebase:firebase-messaging', false],
  ['android/app/build.gradle.kts', 'com.google.gms:google-services', false],
])('%s loads %s from the start (%#)', (path, name, expected) => {
  const signal = packageOf('maven', name);
  expect(findFrameworkDefaults(file(path, signal)).has(signal)).toBe(expected);
});

describe('A provider of which a framework has a default', () => {
  const rulebook = compileRulebook([
    makeRule('postmark', { detect: { env: [{ name: 'POSTMARK_TOKEN' }], packages: { composer: ['acme/postmark'] } } }),
  ]);
  const count = (...files: ReturnType<typeof file>[]) =>
    gatherIntegrations(
      files.flatMap((f) => findEvidence(f, rulebook)),
      rulebook,
    ).map((i) => i.evidence.length);
  const config = file('config/services.php', env('POSTMARK_TOKEN'));

  it('is none by it alone', () => {
    expect(count(config)).toEqual([]);
  });

  it.each<[string, ReturnType<typeof file>]>([
    ['a variable set elsewhere', file('.env.production', env('POSTMARK_TOKEN'))],
    ['a package', file('composer.json', packageOf('composer', 'acme/postmark'))],
  ])('is one beside %s', (_title, other) => {
    expect(count(config, other)).toEqual([2]);
  });
});

it.each<[string, string[], boolean]>([
  ['com.unity.ads', ['com.unity.analytics', 'com.unity.purchasing'], true],
  ['com.unity.ads', ['com.unity.analytics'], false],
  ['io.acme.sdk', ['com.unity.ads', 'com.unity.analytics', 'com.unity.purchasing'], false],
])('a project of Unity has %s beside %j from the start: %s', (name, others, expected) => {
  const signal = packageOf('unity', name);
  const signals = [...others.map((other) => packageOf('unity', other)), signal];
  expect(findFrameworkDefaults(file('Packages/manifest.json', ...signals)).has(signal)).toBe(expected);
});
