import { entriesOf, valueAt } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addCloudFormationProperties, addCloudFormationResources } from '../add-cloudformation-resources.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** A cheap test without parsing, because any YAML or JSON may be a CloudFormation or SAM template. */
export function looksLikeCloudFormation(text: string): boolean {
  if (text.includes('AWSTemplateFormatVersion')) return true;
  return text.includes('AWS::') && /(?:^|[\s"{])Resources"?[ \t]{0,5}:/.test(text);
}

/** Resource types of a template, variables of its functions and containers, and images. */
export function readCloudFormation(text: string): ManifestFacts {
  const document = /^\s*\{/.test(text) ? parseJson(text) : parseYaml(text);
  // A template of a template (Jinja, Serverless) is not YAML until it is rendered.
  if (document.problems.length > 0 && /\{\{|\{%/.test(text)) return { signals: [], problems: [] };
  return readDocument(document, (list, root) => {
    for (const [, { value }] of entriesOf(valueAt(root, 'Globals'))) addCloudFormationProperties(list, value);
    addCloudFormationResources(list, valueAt(root, 'Resources'));
  });
}
