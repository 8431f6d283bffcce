import { describe, expect, it } from 'vitest';
import { readBitbucketPipelines } from '../../../../../src/core/facts/manifests/formats/read-bitbucket-pipelines.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readBitbucketPipelines(text));

describe('readBitbucketPipelines', () => {
  it('reads images, services and pipes', () => {
    const text = `image: node:24
definitions:
  services:
    db: { image: { name: 'postgres:17' }, variables: { POSTGRES_DB: shop } }
pipelines:
  default:
    - step:
        image: python:3.13
        script:
          - npm test
          - pipe: atlassian/aws-s3-deploy:2.0.1
            variables:
              AWS_ACCESS_KEY_ID: $AWS_KEY
              S3_BUCKET: my-bucket
          - pipe: docker://sentry/cli:1
`;
    expect(linesOf(text)).toEqual([
      '1:8 image node 24',
      '4:26 image postgres 17',
      '8:16 image python 3.13',
      '11:19 action pipe:atlassian/aws-s3-deploy 2.0.1',
      '13:34 env AWS_KEY read null required',
      '15:19 image sentry/cli 1',
      '4:56 env POSTGRES_DB declared set required',
    ]);
  });
});
