import { describe, expect, it } from 'vitest';
import { readGithubWorkflow } from '../../../../../src/core/facts/manifests/formats/read-github-workflow.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readGithubWorkflow(text));

describe('readGithubWorkflow', () => {
  it('reads actions, reusable workflows and images', () => {
    const text = `on: push
jobs:
  a:
    container: node:24
    services:
      db: { image: 'postgres:18', env: { POSTGRES_PASSWORD: postgres } }
    steps:
      - uses: actions/checkout@v5
      - uses: aws-actions/configure/sub@0123 # v4
      - uses: docker://ghcr.io/a/b:1
      - uses: ./.github/actions/own
      - uses: \${{ matrix.action }}
      - run: echo
  b:
    uses: acme/shared/.github/workflows/x.yml@main
    container: { image: 'redis:7' }
`;
    expect(readGithubWorkflow(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '4:16 image node 24',
      '6:20 image postgres 18',
      '6:42 env POSTGRES_PASSWORD declared filler required',
      '8:15 action actions/checkout v5',
      '9:15 action aws-actions/configure/sub 0123',
      '10:15 image ghcr.io/a/b 1',
      '15:11 action acme/shared/.github/workflows/x.yml main',
      '16:25 image redis 7',
    ]);
  });

  it('reads what its inputs are given where nobody says otherwise', () => {
    const text = `on:
  workflow_dispatch:
    inputs:
      api_url: { type: string, default: 'https://shop.up.railway.app' }
      llm_provider: { default: openai }
      dry_run: { type: boolean, default: true }
  workflow_call:
    inputs: { host: { default: https://api.acme.io/v1 } }
`;
    expect(linesOf(text)).toEqual([
      '4:41 host shop.up.railway.app /',
      '5:32 resource named:openai',
      '8:32 host api.acme.io /v1',
    ]);
  });

  it('reads secrets and variables in expressions, where they stand', () => {
    const text = `on:
  workflow_call:
    secrets: { NPM_TOKEN: { required: true }, GITHUB_TOKEN: {} }
env:
  A: \${{ secrets.STRIPE_KEY }}
jobs:
  a:
    if: vars.ENABLED == 'true'
    steps:
      - run: |
          echo secrets.NOT_AN_EXPRESSION
          curl -H "\${{ secrets.SLACK_HOOK || '' }}" \${{ secrets['PAGER_KEY'] }}
        env:
          T: \${{ secrets.GITHUB_TOKEN }}
          U: https://api.acme.io/v1
`;
    expect(linesOf(text)).toEqual([
      '5:3 env A declared filler required',
      '3:16 env NPM_TOKEN declared none required',
      '14:11 env T declared filler required',
      '15:11 env U declared set required',
      '15:14 host api.acme.io /v1',
      '5:10 env STRIPE_KEY read null required',
      '8:9 env ENABLED read null required',
      '12:24 env SLACK_HOOK read null optional',
      '12:57 env PAGER_KEY read null required',
    ]);
  });

  it("leaves out the platform's own token, by either name and from any source", () => {
    const text = `env:
  GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}
jobs:
  a:
    steps:
      - run: gh release create v1
        env:
          GH_TOKEN: \${{ secrets.GH_TOKEN || github.token }}
          RELEASE_BOT: acme-release
`;
    expect(linesOf(text).filter((line) => line.includes(' env '))).toEqual([
      '9:11 env RELEASE_BOT declared set required',
    ]);
  });

  it('reads composite and Docker actions', () => {
    expect(linesOf('runs:\n  using: composite\n  steps:\n    - uses: a/b@v1\n')).toEqual(['4:13 action a/b v1']);
    expect(linesOf('runs:\n  image: docker://redis:7\n  env: { A: b }\n')).toEqual([
      '3:10 env A declared set required',
      '2:10 image redis 7',
    ]);
    expect(linesOf('runs: { image: Dockerfile }')).toEqual([]);
  });

  it.each(['', 'jobs: []', 'jobs: { a: 1, b: { steps: {}, services: [], env: x } }', 'on: [push]\nenv: []', 'runs: x'])(
    'passes over %j',
    (text) => {
      expect(readGithubWorkflow(text)).toEqual({ signals: [], problems: [] });
    },
  );

  it.each([
    ["{ username: '${{ vars.USER }}' }", ['4:15 action docker/login-action v3', '4:15 host docker.io /']],
    ['{ username: me, registry: ghcr.io }', ['4:15 action docker/login-action v3', '5:41 host ghcr.io /']],
    ['{}', ['4:15 action docker/login-action v3']],
  ])('tells where a login of Docker with %s goes', (inputs, expected) => {
    const text = `jobs:
  push:
    steps:
      - uses: docker/login-action@v3
        with: ${inputs}
`;
    expect(linesOf(text).filter((line) => !line.includes(' env '))).toEqual(expected);
  });

  it('keeps the part that parsed of a broken file', () => {
    const facts = readGithubWorkflow('jobs:\n  a:\n    steps:\n      - uses: a/b@v1\n      - run: "x\n');
    expect(briefSignals(facts)).toEqual(['4:15 action a/b v1']);
    expect(facts.problems.map((p) => p.code)).toEqual(['malformed']);
  });

  it('reads a megabyte of open expressions in linear time', () => {
    expect(linesOf(`a: "${'${{ secrets '.repeat(80_000)}"`)).toEqual([]);
  });
});
