import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addSpringProperty } from '../add-spring-property.ts';
import type { SpringProperty } from '../add-spring-property.ts';
import { linesOf } from '../lines-of.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument, readText } from './read-document.ts';

/** Hosts, databases, modules and variables of an `application.yml` of Spring, Quarkus or Micronaut. */
export function readSpringYaml(text: string): ManifestFacts {
  // Maven replaces `@name@`, which is not valid YAML.
  const source = text.replace(/@([\w.-]{1,100})@/g, (whole) => 'x'.repeat(whole.length));
  const document = parseYaml(source);
  const seen = new Set<string>();
  return readDocument(document, (list, root) =>
    walkProperties(root, '', root.at, (property) => addSpringProperty(list, property, seen)),
  );
}

function walkProperties(node: DataNode, key: string, at: number, visit: (property: SpringProperty) => void): void {
  if (node.kind === 'scalar') visit({ key, at, value: node.text, valueAt: node.plain ? node.at : node.at + 1 });
  else if (node.kind === 'list') for (const item of node.items) walkProperties(item, key, item.at, visit);
  else
    for (const [name, entry] of node.entries)
      walkProperties(entry.value, key === '' ? name : `${key}.${name}`.slice(0, MAX_KEY), entry.at, visit);
}

const MAX_KEY = 300;

/** The same for an `application.properties`. A trailing backslash continues a line. */
export function readSpringProperties(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const seen = new Set<string>();
    const joined = source.replace(/\\\r?\n/g, (joint) => ' '.repeat(joint.length));
    for (const { line, at } of linesOf(joined)) {
      const match = /^([ \t]{0,200})([^\s#!=:][^\s=:]{0,299})[ \t]{0,200}[=:][ \t]{0,200}/.exec(line);
      if (match === null) continue;
      const [whole, indent = '', key = ''] = match;
      const value = line.slice(whole.length).trimEnd();
      addSpringProperty(list, { key, at: at + indent.length, value, valueAt: at + whole.length }, seen);
    }
  });
}
