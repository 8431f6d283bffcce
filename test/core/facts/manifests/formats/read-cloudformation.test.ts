import { describe, expect, it } from 'vitest';
import {
  looksLikeCloudFormation,
  readCloudFormation,
} from '../../../../../src/core/facts/manifests/formats/read-cloudformation.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readCloudFormation(text));

describe('readCloudFormation', () => {
  it('reads a SAM template with its own tags', () => {
    const text = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Environment: { Variables: { STAGE: !Ref Stage } } }
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Condition: IsProd
  Api:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: !Sub 's3://\${Bucket}/x'
      Role: !GetAtt Role.Arn
      Environment:
        Variables:
          STRIPE_KEY: !Sub '{{resolve:secretsmanager:\${Secret}}}'
          API_URL: https://api.acme.io/v1
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Image: public.ecr.aws/datadog/agent:7
          Environment: [{ Name: DD_SITE, Value: datadoghq.eu }]
          Secrets: [{ Name: DD_API_KEY, ValueFrom: !Ref Key }]
        - Image: !Sub '\${Repo}:latest'
  Domain: { Type: 'Custom::Domain' }
  Odd: { Type: 3 }
Outputs:
  X: !Join ['', [!Ref Bucket, !If [A, b, !Ref 'AWS::NoValue']]]
`;
    expect(readCloudFormation(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '4:43 env STAGE declared set required',
      '7:11 resource AWS::S3::Bucket',
      '10:11 resource AWS::Serverless::Function',
      '16:11 env STRIPE_KEY declared set required',
      '17:11 env API_URL declared set required',
      '17:20 host api.acme.io /v1',
      '19:11 resource AWS::ECS::TaskDefinition',
      '22:18 image public.ecr.aws/datadog/agent 7',
      '23:33 env DD_SITE declared set required',
      '24:29 env DD_API_KEY declared none required',
      '26:19 resource Custom::Domain',
    ]);
  });

  it('reads JSON', () => {
    expect(linesOf('{ "Resources": {\n "Q": { "Type": "AWS::SQS::Queue" } } }')).toEqual([
      '2:17 resource AWS::SQS::Queue',
    ]);
  });

  it("passes over a template's template", () => {
    const text = 'AWSTemplateFormatVersion: x\n{% if y %}\na: "';
    expect(readCloudFormation(text)).toEqual({ signals: [], problems: [] });
  });

  it('names the line of a break', () => {
    expect(readCloudFormation('AWSTemplateFormatVersion: x\na: "b\n').problems.map((p) => p.code)).toEqual([
      'malformed',
    ]);
  });
});

describe('looksLikeCloudFormation', () => {
  it.each([
    ['AWSTemplateFormatVersion: x', true],
    ['Resources:\n  A: { Type: AWS::SQS::Queue }', true],
    ['Resources: 1', false],
    ['name: AWS::SQS::Queue', false],
    ['a: "x', false],
  ])('judges %j', (text, expected) => expect(looksLikeCloudFormation(text)).toBe(expected));
});
