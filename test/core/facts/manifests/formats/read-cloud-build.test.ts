import { describe, expect, it } from 'vitest';
import { readCloudBuild } from '../../../../../src/core/facts/manifests/formats/read-cloud-build.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readCloudBuild(text));

describe('readCloudBuild', () => {
  it('reads the commands of builders, entry points, shells and scripts', () => {
    const text = `steps:
  - name: gcr.io/google.com/cloudsdktool/cloud-sdk
    entrypoint: gcloud
    args: [run, deploy, shop, --region=europe-west1]
  - name: gcr.io/cloud-builders/kubectl
    args: [apply, -f, k8s.yaml]
  - name: node:24
    entrypoint: bash
    args: ['-c', 'wrangler deploy']
  - name: ubuntu
    script: |
      aws s3 sync dist s3://shop
`;
    expect(linesOf(text)).toEqual([
      '3:17 resource cli:gcloud run deploy',
      '6:12 resource cli:kubectl apply',
      '7:11 image node 24',
      '9:19 resource cli:wrangler deploy',
      '10:11 image ubuntu null',
      '12:7 resource cli:aws s3 sync',
      '12:7 resource scheme:s3',
    ]);
  });

  it('reads variables, secrets and the registries that images are pushed to', () => {
    const text = `steps:
  - name: alpine
    env: [SENTRY_ORG=acme]
    secretEnv: [SENTRY_AUTH_TOKEN]
images: ['europe-west1-docker.pkg.dev/$PROJECT_ID/shop/api:$SHORT_SHA']
`;
    expect(linesOf(text)).toEqual([
      '2:11 image alpine null',
      '3:11 env SENTRY_ORG declared set required',
      '4:17 env SENTRY_AUTH_TOKEN declared none required',
      '5:10 host europe-west1-docker.pkg.dev /',
    ]);
  });

  it.each([
    '',
    '[]',
    'steps: 3',
    'steps: [a, { args: {} }, { name: [] }]',
    'images: x',
    'a: [',
    '\uFEFFsteps:\r\n - {}\r\n',
  ])('ends on %j', (text) => {
    expect(linesOf(text)).toEqual([]);
  });
});
