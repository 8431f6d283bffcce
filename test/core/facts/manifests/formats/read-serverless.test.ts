import { describe, expect, it } from 'vitest';
import { readServerless } from '../../../../../src/core/facts/manifests/formats/read-serverless.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readServerless(text));

describe('readServerless', () => {
  it('reads provider, plugins, variables and resources', () => {
    const text = `service: shop
provider:
  name: aws
  environment:
    STAGE: \${sls:stage}
    STRIPE_KEY: \${env:STRIPE_SECRET}
    MODE: \${env:MODE, 'dev'}
plugins:
  - serverless-offline
  - '@acme/sls-plugin'
  - ./own-plugin
functions:
  api: { handler: a.b, environment: { TABLE: x-y } }
resources:
  - Resources: { Table: { Type: AWS::DynamoDB::Table } }
`;
    expect(linesOf(text)).toEqual([
      '3:9 resource serverless:aws',
      '9:5 npm serverless-offline null build',
      '10:5 npm @acme/sls-plugin null build',
      '5:5 env STAGE declared filler required',
      '6:5 env STRIPE_KEY declared filler required',
      '7:5 env MODE declared filler required',
      '13:39 env TABLE declared set required',
      '15:33 resource AWS::DynamoDB::Table',
      '6:17 env STRIPE_SECRET read null required',
      '7:11 env MODE read null optional',
    ]);
  });

  it('reads the short forms', () => {
    expect(
      linesOf(
        'provider: Google\nplugins: { modules: [a] }\nresources: { Resources: { B: { Type: AWS::S3::Bucket } } }',
      ),
    ).toEqual(['1:11 resource serverless:google', '2:22 npm a null build', '3:38 resource AWS::S3::Bucket']);
  });
});
