import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { createApp } from '../../src/app.ts';
import { readSettings } from '../../src/server/read-settings.ts';

const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')) as Record<string, any>;
const description = createRequire(import.meta.url)('@octokit/openapi/generated/api.github.com.json') as {
  components: { schemas: Record<string, { properties: Record<string, { enum: string[] }> }> };
  'x-webhooks': Record<string, unknown>;
};

/** https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters */
const MANIFEST_KEYS = new Set([
  'name',
  'url',
  'hook_attributes',
  'redirect_url',
  'callback_urls',
  'setup_url',
  'description',
  'public',
  'default_events',
  'default_permissions',
  'request_oauth_on_install',
  'setup_on_update',
]);

test('the manifest has only entries that GitHub knows', () => {
  expect(Object.keys(manifest).filter((key) => !MANIFEST_KEYS.has(key))).toEqual([]);
  expect(Object.keys(manifest['hook_attributes'])).toEqual(['url', 'active']);
});

test('the manifest asks for the least permissions, each a name and a level of GitHub', () => {
  const known = description.components.schemas['app-permissions']?.properties ?? {};
  const permissions = Object.entries(manifest['default_permissions'] as Record<string, string>);

  expect(permissions.filter(([name, level]) => known[name]?.enum.includes(level) !== true)).toEqual([]);
  expect(Object.fromEntries(permissions)).toEqual({
    metadata: 'read',
    contents: 'read',
    pull_requests: 'write',
    checks: 'write',
    merge_queues: 'read',
  });
});

test("the manifest's events are GitHub's", () => {
  const names = Object.keys(description['x-webhooks']).map((name) => name.replaceAll('-', '_'));
  const events = manifest['default_events'] as string[];

  expect(events.filter((event) => !names.some((name) => name.startsWith(`${event}_`)))).toEqual([]);
});

test('the App is sent every event that it answers', () => {
  const bound: string[] = [];
  const probot = { on: (names: string | string[]) => void bound.push(...[names].flat()) };
  createApp(() => {})(probot as never);
  const events = new Set(bound.map((name) => name.split('.')[0]));

  expect(bound.length).toBeGreaterThan(0);
  expect([...events].filter((event) => !manifest['default_events'].includes(event))).toEqual([]);
});

test('the App is private, and its webhooks go to where the server listens', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const env = {
    APP_ID: '1',
    PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    WEBHOOK_SECRET: randomUUID(),
  };

  expect(manifest['public']).toBe(false);
  expect(new URL(manifest['hook_attributes'].url).pathname).toBe(readSettings(env).webhookPath);
  expect(manifest['name'].length).toBeLessThanOrEqual(34); // GitHub's limit for names of Apps
});
