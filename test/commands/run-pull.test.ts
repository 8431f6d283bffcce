import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/commands/command.ts';
import { runPull } from '../../src/commands/run-pull.ts';
import { REST_RETRIES } from '../../src/github/make-rest-client.ts';
import { loadEngine } from '../support/audit-files.ts';

function makeContext(env: Record<string, string>): CommandContext & { steps: string[] } {
  const steps: string[] = [];
  return {
    engine: loadEngine,
    rulebook: async () => (await loadEngine()).rulebook,
    env,
    write: () => {},
    progress: { step: (text) => void steps.push(text), end: () => {} },
    colour: false,
    steps,
  };
}

describe('runPull', () => {
  // Port 9 is nobody's.
  const apiUrl = 'http://127.0.0.1:9/';

  it('says in a sentence that nobody answers, after it has tried again', async () => {
    const waits: number[] = [];
    const retry = { ...REST_RETRIES, wait: async (ms: number) => void waits.push(ms) };
    const pull = runPull(makeContext({ GITHUB_TOKEN: 'x' }), { target: 'acme/shop#1', apiUrl, format: 'text', retry });
    await expect(pull).rejects.toMatchObject({ name: 'UsageError', message: expect.stringMatching(/^[A-Z].+\.$/) });
    expect(waits).toEqual([1000, 4000, 9000]);
  });

  it.each(['shop', 'acme/shop', 'acme/shop#', 'acme/shop#1x', 'a/b/c#1', '../x#1', 'acme/shop#12345678901'])(
    'takes %s for no pull request',
    async (target) => {
      const pull = runPull(makeContext({}), { target, apiUrl, format: 'text' });
      await expect(pull).rejects.toThrow(`${JSON.stringify(target)} names no pull request: write OWNER/REPO#NUMBER.`);
    },
  );
});
