import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

describe('explain', () => {
  it.each(['stripe', 'Stripe', 'STRIPE'])('tells by what %s is recognised', async (name) => {
    const { code, stdout, stderr } = await runCli(['explain', name]);
    expect([code, stderr, stdout.startsWith('Stripe')]).toEqual([0, '', true]);
    expect(stdout).toContain('STRIPE_SECRET_KEY');
  });
});
