import { describe, expect, it } from 'vitest';
import { readNetlifyToml } from '../../../../../src/core/facts/manifests/formats/read-netlify-toml.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readNetlifyToml(text));

describe('readNetlifyToml', () => {
  it('reads plugins, variables and redirects', () => {
    const text = `[build.environment]
NODE_VERSION = "24"
[context.production.environment]
API = "https://api.acme.io/v1"
[[plugins]]
package = "@netlify/plugin-nextjs"
[[plugins]]
package = "./own"
[[redirects]]
from = "/ingest/*"
to = "https://eu.i.posthog.com/:splat"
status = 200
[[redirects]]
from = "/chat"
to = "https://discord.gg/x"
`;
    expect(linesOf(text)).toEqual([
      '6:11 npm @netlify/plugin-nextjs null build',
      '2:1 env NODE_VERSION declared set required',
      '4:1 env API declared set required',
      '4:7 host api.acme.io /v1',
      '11:7 host eu.i.posthog.com /:splat',
    ]);
  });
});
