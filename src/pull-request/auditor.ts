import type { Engine } from '../audit/engine.ts';
import { encodePath } from '../core/report/encode-path.ts';
import type { BlobUrl } from '../core/report/sentences/evidence-sentence.ts';
import type { GitHubClient, Log } from '../github/github-client.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { TreeCache } from '../github/tree-cache.ts';
import type { AuditTarget, Job } from '../queue/audit-job.ts';

/** The App's identity on GitHub, which distinguishes its own comments from those that quote them. */
export type Identity = {
  appId: number;
  /** `<slug>[bot]` */
  botLogin: string;
};

/** What all audits of pull requests share. */
export type PullRequestAuditor = {
  engine: Engine;
  /** A client of the installation, with its own rate limiter. */
  clientOf: (installationId: number) => Promise<GitHubClient>;
  identity: () => Promise<Identity>;
  treeCache: TreeCache;
  retry: RetryPolicy;
  /** Web address of GitHub, for links to lines. */
  webUrl: string;
  /** Called if GitHub's answer was incomplete, or if it refused and the data was obtained in another way. */
  log: Log;
  onError: (error: unknown, job: Job) => void;
};

/** Makes URLs of lines in the head. A fork's head is visible in the base repository too. */
export function blobUrlOf({ webUrl }: PullRequestAuditor, { owner, repo, headSha }: AuditTarget): BlobUrl {
  return (path, line) => `${webUrl}/${owner}/${repo}/blob/${headSha}/${encodePath(path)}#L${line}`;
}
