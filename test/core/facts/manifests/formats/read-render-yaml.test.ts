import { describe, expect, it } from 'vitest';
import { readRenderYaml } from '../../../../../src/core/facts/manifests/formats/read-render-yaml.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readRenderYaml(text));

describe('readRenderYaml', () => {
  it('reads services, databases, variables and images', () => {
    const text = `services:
  - type: web
    image: { url: 'docker.io/acme/shop:1' }
    envVars:
      - key: DATABASE_URL
        fromDatabase: { name: db, property: connectionString }
      - key: MODE
        value: live
      - fromGroup: shared
  - type: redis
  - type: nonsense
envVarGroups:
  - name: shared
    envVars: [{ key: STRIPE_KEY, sync: false }]
databases:
  - name: db
projects:
  - environments: [{ services: [{ type: worker }] }]
`;
    expect(linesOf(text)).toEqual([
      '2:11 resource render:web',
      '5:14 env DATABASE_URL declared none required',
      '7:14 env MODE declared set required',
      '3:19 image acme/shop 1',
      '10:11 resource render:keyvalue',
      '14:22 env STRIPE_KEY declared none required',
      '16:5 resource render:postgres',
      '18:41 resource render:worker',
    ]);
  });
});
