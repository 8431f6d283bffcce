import type { Probot } from 'probot';
import { readRegisteredApp } from '../github/read-app.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { Identity, PullRequestAuditor } from '../pull-request/auditor.ts';

/**
 * The App's identity on GitHub. Requested when first needed, because GitHub may be down when the server starts, and
 * again after a failure.
 */
export function makeIdentity(probot: Probot, appId: number, retry: RetryPolicy): PullRequestAuditor['identity'] {
  let known: Promise<Identity> | null = null;
  const ask = async (): Promise<Identity> => {
    const { slug } = await readRegisteredApp(await probot.auth(), { retry });
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
