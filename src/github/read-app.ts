import { z } from 'zod';

import type { GitHubClient } from './github-client.ts';
import { readAnswer, readPages, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

/** `read`, `write` or `admin` by the permission's name (`contents`). */
export type Permissions = Readonly<Record<string, string>>;

/** How the App is registered on GitHub. */
export type RegisteredApp = {
  slug: string;
  permissions: Permissions;
  events: readonly string[];
};

/** The endpoint to which GitHub delivers the App's events. */
export type AppHook = {
  url: string | null;
  contentType: string | null;
  hasSecret: boolean;
  /** Whether GitHub verifies the receiver's certificate. */
  checksCertificate: boolean;
};

/** An account that has installed the App. Its granted permissions may lag behind those that the App requests. */
export type Installation = {
  account: string;
  isSuspended: boolean;
  permissions: Permissions;
};

const permissions = z.record(z.string(), z.string());
const app = z.object({ slug: z.string(), permissions, events: z.array(z.string()) });

const hook = z
  .object({
    url: z.string().nullish(),
    content_type: z.string().nullish(),
    // A number on older servers.
    insecure_ssl: z.union([z.string(), z.number()]).nullish(),
    secret: z.string().nullish(),
  })
  .transform(({ url, content_type, insecure_ssl, secret }): AppHook => ({
    url: url ?? null,
    contentType: content_type ?? null,
    hasSecret: (secret ?? '') !== '',
    checksCertificate: String(insecure_ssl ?? '0') === '0',
  }));

const installation = z
  .object({
    // An organisation and a user have a login; an enterprise has a slug.
    account: z.object({ login: z.string().nullish(), slug: z.string().nullish() }).nullish(),
    suspended_at: z.string().nullish(),
    permissions,
  })
  .transform(({ account, suspended_at, permissions: granted }): Installation => ({
    account: account?.login ?? account?.slug ?? 'unknown',
    isSuspended: (suspended_at ?? '') !== '',
    permissions: granted,
  }));

const APP = 'GET /app';
const HOOK = 'GET /app/hook/config';
const INSTALLATIONS = 'GET /app/installations';
/** 1,000 installations. With more, only their number matters. */
const MAX_PAGES = 10;

type Asking = { retry?: RetryPolicy };

/**
 * Reads the App's registration.
 *
 * @param client authenticated as the App, as in all calls of this file.
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app
 */
export function readRegisteredApp(client: GitHubClient, { retry }: Asking): Promise<RegisteredApp> {
  return requestGitHub(client, { route: APP, parameters: {}, retry, read: readAnswer(app, APP) });
}

/**
 * Reads the configuration of the App's webhook.
 *
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/apps/webhooks#get-a-webhook-configuration-for-an-app
 */
export function readAppHook(client: GitHubClient, { retry }: Asking): Promise<AppHook> {
  return requestGitHub(client, { route: HOOK, parameters: {}, retry, read: readAnswer(hook, HOOK) });
}

/**
 * Lists the accounts that have installed the App.
 *
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/apps/apps#list-installations-for-the-authenticated-app
 */
export async function listInstallations(client: GitHubClient, { retry }: Asking): Promise<Installation[]> {
  const read = readAnswer(z.array(installation), INSTALLATIONS);
  return Array.fromAsync(readPages(client, { route: INSTALLATIONS, parameters: {}, retry, read, maxPages: MAX_PAGES }));
}
