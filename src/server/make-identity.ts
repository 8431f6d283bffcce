import type { Probot } from 'probot';
import { z } from 'zod';
import type { GitHubClient } from '../github/github-client.ts';
import { readAnswer, requestGitHub } from '../github/request-github.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { PullRequestAuditor } from '../pull-request/auditor.ts';

const OURSELVES = 'GET /app';
const ourselves = z.object({ slug: z.string() });

/** Asked once, when first needed, and again after a failure: GitHub may be away when the server starts. */
export function makeIdentity(probot: Probot, appId: number, retry: RetryPolicy): PullRequestAuditor['identity'] {
  let known: Promise<{ appId: number; botLogin: string }> | null = null;
  const ask = async (): Promise<{ appId: number; botLogin: string }> => {
    const client = (await probot.auth()) as unknown as GitHubClient;
    const call = { route: OURSELVES, parameters: {}, retry, read: readAnswer(ourselves, OURSELVES) };
    const { slug } = await requestGitHub(client, call);
    return { appId, botLogin: `${slug}[bot]` };
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}
