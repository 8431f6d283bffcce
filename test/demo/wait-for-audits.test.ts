import { expect, test } from 'vitest';

import type { RunningApp } from '../../demo/start-app.ts';
import { DemoError, waitForAudits } from '../../demo/wait-for-audits.ts';
import type { GitHub } from '../support/start-github.ts';

const PUSHED = [
  { number: 1, headSha: 'a' },
  { number: 2, headSha: 'b' },
];

/** A GitHub that holds completed check runs for some commits, and an App with so many jobs left. */
function makeStage(completed: readonly string[], jobs: number): [GitHub, RunningApp] {
  const call = async (_: string, path: string) => ({
    check_runs: [{ status: completed.some((sha) => path.includes(`/${sha}/`)) ? 'completed' : 'in_progress' }],
  });
  return [
    { call } as unknown as GitHub,
    { queue: { size: () => jobs }, troubles: ['{"a":1}'] } as unknown as RunningApp,
  ];
}

test('ends when every head has its check run and nothing is left to do', async () => {
  await expect(waitForAudits(...makeStage(['a', 'b'], 0), PUSHED, Date.now() + 10_000)).resolves.toBeUndefined();
});

test('names the pull requests without an answer, and what the App logged', async () => {
  await expect(waitForAudits(...makeStage(['a'], 1), PUSHED, Date.now() - 1)).rejects.toEqual(
    new DemoError('The App did not answer in time: no completed check run for #2.\n{"a":1}'),
  );
});

test('says when the App goes on working after its answers', async () => {
  await expect(waitForAudits(...makeStage(['a', 'b'], 1), PUSHED, Date.now() - 1)).rejects.toEqual(
    new DemoError('The App did not come to rest in time.\n{"a":1}'),
  );
});
