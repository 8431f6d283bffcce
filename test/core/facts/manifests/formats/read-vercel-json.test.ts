import { describe, expect, it } from 'vitest';
import { readVercelJson } from '../../../../../src/core/facts/manifests/formats/read-vercel-json.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readVercelJson(text));

describe('readVercelJson', () => {
  it('reads variables, hosts of rewrites and runtimes', () => {
    const text = `{
  "env": { "STRIPE_KEY": "@stripe-key" },
  "build": { "env": { "MODE": "x" } },
  "crons": [{ "path": "/api/cron", "schedule": "0 0 * * *" }],
  "builds": [{ "src": "a", "use": "@vercel/node@3" }],
  "functions": { "api/*.php": { "runtime": "vercel-php@0.7.3" }, "b": { "runtime": "nodejs20.x" } },
  "rewrites": [{ "source": "/i/:p*", "destination": "https://eu.i.posthog.com/:p*" }],
  "redirects": [{ "source": "/a", "destination": "https://discord.gg/b" }],
  "routes": [{ "src": "/c", "dest": "https://api.acme.io/c" }]
}`;
    expect(linesOf(text)).toEqual([
      '2:12 env STRIPE_KEY declared set required',
      '3:23 env MODE declared filler required',
      '7:54 host eu.i.posthog.com /',
      '9:38 host api.acme.io /c',
      '5:35 npm @vercel/node 3 build',
      '6:44 npm vercel-php 0.7.3 build',
    ]);
  });
});
