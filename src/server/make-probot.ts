import { Probot } from 'probot';
import type { Logger } from 'pino';
import { makeTimedFetch } from '../github/make-timed-fetch.ts';
import { ServerOctokit } from '../github/server-octokit.ts';
import type { Settings } from './read-settings.ts';

/** How the App connects to GitHub. Tests and the demo pass their own. */
export type Connection = {
  /** Default: Node's own. */
  fetch?: typeof globalThis.fetch;
  /**
   * False disables octokit's pauses between writes (a second each, three for comments), for a server that needs none.
   */
  pauses?: boolean;
};

const UnpacedOctokit = ServerOctokit.defaults((options: Record<string, unknown>) => ({
  ...options,
  throttle: { enabled: false },
}));

/** Probot with the App's credentials, and our way of sending requests to GitHub. */
export function makeProbot(settings: Settings, log: Logger, { fetch, pauses = true }: Connection): Probot {
  return new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.apiUrl,
    Octokit: pauses ? ServerOctokit : UnpacedOctokit,
    // For token requests, which octokit makes separately.
    request: { fetch: makeTimedFetch(fetch) },
    log,
  });
}
