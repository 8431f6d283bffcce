import { describe, expect, it } from 'vitest';
import { readWranglerJson, readWranglerToml } from '../../../../../src/core/facts/manifests/formats/read-wrangler.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readWranglerToml', () => {
  it('reads bindings and variables, of environments too', () => {
    const text = `name = "shop"
kv_namespaces = [{ binding = "KV", id = "x" }]
send_email = []
[vars]
API_HOST = "https://api.acme.io"
[[r2_buckets]]
binding = "BUCKET"
[[queues.producers]]
queue = "q"
[ai]
binding = "AI"
[env.prod.vars]
MODE = "live"
[[env.prod.d1_databases]]
binding = "DB"
`;
    expect(briefSignals(readWranglerToml(text))).toEqual([
      '2:1 resource cloudflare:kv_namespaces',
      '6:3 resource cloudflare:r2_buckets',
      '8:3 resource cloudflare:queues',
      '10:2 resource cloudflare:ai',
      '5:1 env API_HOST declared site required',
      '5:12 host api.acme.io /',
      '14:12 resource cloudflare:d1_databases',
      '13:1 env MODE declared set required',
    ]);
  });
});

describe('readWranglerJson', () => {
  it('reads JSON with comments', () => {
    expect(
      briefSignals(readWranglerJson('{ // x\n "hyperdrive": [{}], "pages_build_output_dir": "out", "vectorize": [],}')),
    ).toEqual(['2:2 resource cloudflare:hyperdrive', '2:22 resource cloudflare:pages']);
  });
});
