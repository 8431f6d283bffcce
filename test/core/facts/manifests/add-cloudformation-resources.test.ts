import { describe, expect, it } from 'vitest';
import {
  addCloudFormationProperties,
  addCloudFormationResources,
} from '../../../../src/core/facts/manifests/add-cloudformation-resources.ts';
import { readDocument } from '../../../../src/core/facts/manifests/formats/read-document.ts';
import { parseYaml } from '../../../../src/core/facts/parse/parse-yaml.ts';
import { briefSignals } from './brief-signals.ts';

describe('addCloudFormationResources', () => {
  it.each([
    ['A: { Type: AWS::S3::Bucket }', ['1:12 resource AWS::S3::Bucket']],
    ['A: { Type: MongoDB::Atlas::Cluster }', ['1:12 resource MongoDB::Atlas::Cluster']],
    ['A: { Type: S3 }', []],
    ['A: { Type: "AWS::S3::Bucket x" }', []],
    ['A: { Kind: AWS::S3::Bucket }', []],
    ['[]', []],
  ])('%s', (text, expected) => {
    const facts = readDocument(parseYaml(text), (list, root) => addCloudFormationResources(list, root));
    expect(briefSignals(facts)).toEqual(expected);
  });
});

describe('addCloudFormationProperties', () => {
  it('takes images of container definitions only', () => {
    const text = 'ContainerDefinitions: [{ Image: redis:7 }]\nOther: { Image: nginx:1 }';
    const facts = readDocument(parseYaml(text), (list, root) => addCloudFormationProperties(list, root));
    expect(briefSignals(facts)).toEqual(['1:33 image redis 7']);
  });
});
