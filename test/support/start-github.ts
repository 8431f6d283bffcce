import { mapConcurrently } from '../../src/github/map-concurrently.ts';
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { createEmulator } from 'emulate';
import { parse } from 'yaml';

import { frontGitHub } from './front-github.ts';
import { relayWebhooks } from './relay-webhooks.ts';
import type { Delivery } from './relay-webhooks.ts';

/** What a path holds after a commit; null removes it. */
export type FileContent = string | Uint8Array | { symlink: string } | { submodule: string } | null;

export type CommitOptions = {
  branch: string;
  /** Default: the branch's head, or else the default branch's. Null starts an unrelated history. */
  parent?: string | null;
  message?: string;
  /** `owner/name` of a fork; default: the repository itself. */
  repository?: string;
};

export type OpenedPullRequest = { number: number; headSha: string; baseSha: string };

export type GitHubOptions = {
  owner?: string;
  repo?: string;
  /** Permissions of the App's installation; default: what app.yml asks for. */
  permissions?: Record<string, string>;
  /** Where signed webhooks go; can be set later with `deliverWebhooksTo`. */
  webhookUrl?: string;
};

export type GitHub = {
  url: string;
  owner: string;
  repo: string;
  defaultBranch: 'main';
  appId: number;
  appSlug: string;
  /** The login that the App comments as: `<slug>[bot]`. */
  botLogin: string;
  privateKey: string;
  installationId: number;
  webhookSecret: string;
  /** Token of the organisation's admin, who commits and opens pull requests. */
  adminToken: string;
  /** Every webhook sent to the App, in order. */
  deliveries: readonly Delivery[];
  /** A REST call as the admin (or with `token`); throws unless the response is 2xx. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<any>;
  /** Adds, changes and removes files in one commit and points the branch at it; returns the commit's sha. */
  commitFiles(files: Readonly<Record<string, FileContent>>, options: CommitOptions): Promise<string>;
  /** `head` is a branch, or `login:branch` of a fork. */
  openPullRequest(options: { head: string; base?: string; title?: string }): Promise<OpenedPullRequest>;
  /** Forks the repository to the admin's own account; returns `owner/name`. */
  fork(): Promise<string>;
  /**
   * Tells the App that the head of a pull request moved, as GitHub does after a push; returns the receiver's status.
   */
  synchronize(number: number, before?: string): Promise<number>;
  deliverWebhooksTo(url: string | null): void;
  /** Signs and sends an event that the emulator does not raise by itself; returns the receiver's status. */
  sendWebhook(event: string, payload: object): Promise<number>;
  close(): Promise<void>;
};

const APP_SLUG = 'integration-audit';
const APP_ID = 4242;
const INSTALLATION_ID = 77;
const ADMIN = 'admin'; // a user that exists in every emulator
const ADMIN_TOKEN = 'token-of-admin';
const WEBHOOK_SECRET = 'secret-of-the-webhooks';
/** By default, the App gets exactly the permissions and events that app.yml asks for. */
const MANIFEST = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')) as {
  default_permissions: Record<string, string>;
  default_events: string[];
};

/**
 * Starts an empty emulated GitHub: an organisation, one repository without commits, and the App installed on it. It
 * listens on free ports, so any number can run side by side. Stop it with `close`.
 *
 * How the emulator (npm `emulate`) differs from GitHub: no GraphQL, no archive download, `pulls/N/files` is a stub, an
 * update of a check run replaces its annotations instead of adding to them, a push sends no `synchronize` (see
 * `synchronize` above), comments have no `performed_via_github_app`, a fork shares no objects with its parent.
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { owner = 'acme', repo = 'shop', permissions = MANIFEST.default_permissions } = options;
  const relay = await relayWebhooks();
  relay.deliverTo(options.webhookUrl ?? null);
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [ADMIN_TOKEN]: { login: ADMIN, scopes: ['repo', 'user', 'admin:org', 'admin:repo_hook'] } },
      github: makeSeed(owner, repo, permissions, relay.url),
    },
  });
  // It listens on IPv4 only, but reports its host as localhost.
  const emulatorUrl = emulator.url.replace('//localhost:', '//127.0.0.1:');
  const front = await frontGitHub(emulatorUrl, (repository, branch) =>
    readHead(
      (method, path) => callGitHub(emulatorUrl, method, path, undefined, ADMIN_TOKEN),
      `/repos/${repository}/git`,
      branch,
    ),
  );
  const { url } = front;
  const call: GitHub['call'] = (method, path, body, token = ADMIN_TOKEN) => callGitHub(url, method, path, body, token);

  return {
    url,
    owner,
    repo,
    defaultBranch: 'main',
    appId: APP_ID,
    appSlug: APP_SLUG,
    botLogin: `${APP_SLUG}[bot]`,
    privateKey: emulator.generatedSecrets.find((secret) => secret.kind === 'github.app_private_key')?.value ?? '',
    installationId: INSTALLATION_ID,
    webhookSecret: WEBHOOK_SECRET,
    adminToken: ADMIN_TOKEN,
    deliveries: relay.deliveries,
    call,
    commitFiles: (files, commit) => commitFiles(call, commit.repository ?? `${owner}/${repo}`, files, commit),
    async openPullRequest({ head, base = 'main', title = 'A change' }) {
      const pull = await call('POST', `/repos/${owner}/${repo}/pulls`, { head, base, title });
      return { number: pull.number, headSha: pull.head.sha, baseSha: pull.base.sha };
    },
    async fork() {
      const forked = await call('POST', `/repos/${owner}/${repo}/forks`, {});
      return forked.full_name as string;
    },
    async synchronize(number, before = '0'.repeat(40)) {
      const pull_request = await call('GET', `/repos/${owner}/${repo}/pulls/${number}`);
      const { repo: repository } = pull_request.base;
      const installation = { id: INSTALLATION_ID };
      const after = pull_request.head.sha;
      const payload = {
        action: 'synchronize',
        number,
        before,
        after,
        pull_request,
        repository,
        sender: pull_request.user,
        installation,
      };
      return sendWebhook(relay.url, 'pull_request', payload);
    },
    deliverWebhooksTo: relay.deliverTo,
    sendWebhook: (event, payload) => sendWebhook(relay.url, event, payload),
    async close() {
      await front.close();
      await emulator.close();
      await relay.close();
    },
  };
}

function makeSeed(owner: string, repo: string, permissions: Record<string, string>, webhookUrl: string): object {
  return {
    // Without an admin among its members nobody could push to the organisation's repositories.
    orgs: [{ login: owner, members: [{ login: ADMIN, role: 'admin' }] }],
    repos: [{ owner, name: repo, auto_init: false }],
    apps: [
      {
        app_id: APP_ID,
        slug: APP_SLUG,
        name: 'Integration Audit',
        permissions,
        events: MANIFEST.default_events,
        webhook_url: webhookUrl,
        webhook_secret: WEBHOOK_SECRET,
        installations: [{ installation_id: INSTALLATION_ID, account: owner, repository_selection: 'all' }],
      },
    ],
  };
}

async function callGitHub(url: string, method: string, path: string, body: unknown, token: string): Promise<any> {
  // A new connection each time: the server may close a kept-alive one just when it is reused.
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json', connection: 'close' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

const BLOBS_AT_ONCE = 16;

async function commitFiles(
  call: GitHub['call'],
  repository: string,
  files: Readonly<Record<string, FileContent>>,
  options: CommitOptions,
): Promise<string> {
  const git = `/repos/${repository}/git`;
  const head = await readHead(call, git, options.branch);
  const parent = options.parent === undefined ? (head ?? (await readHead(call, git, 'main'))) : options.parent;
  const base = parent === null ? null : await call('GET', `${git}/commits/${parent}`);
  const tree = await call('POST', `${git}/trees`, {
    ...(base !== null && { base_tree: base.tree.sha }),
    tree: await Array.fromAsync(
      mapConcurrently(Object.entries(files), BLOBS_AT_ONCE, ([path, content]) =>
        makeTreeItem(call, git, path, content),
      ),
    ),
  });
  const commit = await call('POST', `${git}/commits`, {
    message: options.message ?? 'Change files',
    tree: tree.sha,
    parents: parent === null ? [] : [parent],
  });
  if (head === null) await call('POST', `${git}/refs`, { ref: `refs/heads/${options.branch}`, sha: commit.sha });
  else await call('PATCH', `${git}/refs/heads/${options.branch}`, { sha: commit.sha, force: true });
  return commit.sha;
}

async function readHead(call: GitHub['call'], git: string, branch: string): Promise<string | null> {
  const refs = (await call('GET', `${git}/matching-refs/heads/${branch}`)) as {
    ref: string;
    object: { sha: string };
  }[];
  return refs.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha ?? null;
}

async function makeTreeItem(call: GitHub['call'], git: string, path: string, content: FileContent): Promise<object> {
  if (content === null) return { path, mode: '100644', type: 'blob', sha: null };
  if (typeof content === 'object' && 'submodule' in content) {
    return { path, mode: '160000', type: 'commit', sha: content.submodule };
  }
  const isSymlink = typeof content === 'object' && 'symlink' in content;
  const bytes = isSymlink ? Buffer.from(content.symlink) : Buffer.from(content as string | Uint8Array as string);
  const blob = await call('POST', `${git}/blobs`, { content: bytes.toString('base64'), encoding: 'base64' });
  return { path, mode: isSymlink ? '120000' : '100644', type: 'blob', sha: blob.sha };
}

async function sendWebhook(url: string, event: string, payload: object): Promise<number> {
  const body = JSON.stringify(payload);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex')}`,
    },
    body,
  });
  await response.body?.cancel();
  return response.status;
}
