import type { PackageScope } from '../../../types.ts';
import { childOf, parseXml } from '../../parse/parse-xml.ts';
import type { XmlElement } from '../../parse/parse-xml.ts';
import { readDocument } from './read-document.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';

/** https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files */
const SCOPES: ReadonlyMap<string, PackageScope> = new Map([
  ['PackageReference', 'runtime'],
  ['GlobalPackageReference', 'development'],
  ['DotNetCliToolReference', 'development'],
  ['PackageVersion', 'constraint'],
]);

/**
 * NuGet packages of a project file (`*.csproj`, `Directory.Build.props`), of `Directory.Packages.props` (constraints),
 * and of the older `packages.config`. A test project's packages are in scope `development`. Names are kept as written;
 * NuGet ignores their case.
 */
export function readNuget(text: string): ManifestFacts {
  return readDocument(parseXml(text), (list, root) => {
    const elements = flatten(root);
    const properties = findProperties(elements);
    const isTest = elements.some(isTestMark);
    for (const element of elements) {
      const found = packageOf(element);
      if (found === null || !NAME.test(found.name.value)) continue;
      const scope = isTest && found.scope === 'runtime' ? 'development' : found.scope;
      const version = fill(found.version, properties);
      list.add(found.name.at, { kind: 'package', ecosystem: 'nuget', name: found.name.value, version, scope });
    }
  });
}

const NAME = /^[A-Za-z0-9_][\w.-]{0,99}$/;

/** All elements in document order. The parser limits the depth. */
function flatten(root: XmlElement): XmlElement[] {
  const all: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    all.push(element);
    for (const child of element.children) visit(child);
  };
  visit(root);
  return all;
}

function findProperties(elements: readonly XmlElement[]): Map<string, string> {
  const properties = new Map<string, string>();
  for (const group of elements) {
    if (group.name === 'PropertyGroup') for (const child of group.children) properties.set(child.name, child.text);
  }
  return properties;
}

function isTestMark(element: XmlElement): boolean {
  if (element.name === 'IsTestProject') return element.text.toLowerCase() === 'true';
  return element.name === 'PackageReference' && element.attributes.get('Include')?.value === 'Microsoft.NET.Test.Sdk';
}

type Found = { name: { value: string; at: number }; version: string | null; scope: PackageScope };

function packageOf(element: XmlElement): Found | null {
  if (element.name === 'package') {
    const name = element.attributes.get('id');
    if (name === undefined) return null;
    const isDevelopment = element.attributes.get('developmentDependency')?.value === 'true';
    return { name, version: valueOf(element, 'version'), scope: isDevelopment ? 'development' : 'runtime' };
  }
  const scope = SCOPES.get(element.name);
  const include = element.attributes.get('Include');
  const name = include ?? element.attributes.get('Update');
  if (scope === undefined || name === undefined) return null;
  const version = valueOf(element, 'VersionOverride') ?? valueOf(element, 'Version');
  if (include === undefined) return { name, version, scope: 'constraint' };
  const isPrivate = valueOf(element, 'PrivateAssets')?.toLowerCase() === 'all';
  return { name, version, scope: scope === 'runtime' && isPrivate ? 'development' : scope };
}

/** A property is written as an attribute or as an element. */
function valueOf(element: XmlElement, name: string): string | null {
  return element.attributes.get(name)?.value ?? childOf(element, name)?.text ?? null;
}

function fill(version: string | null, properties: ReadonlyMap<string, string>): string | null {
  const filled = version?.slice(0, 200).replace(/\$\(([\w.]{1,100})\)/g, (whole, name: string) => {
    return properties.get(name) ?? whole;
  });
  return filled === undefined || filled.includes('$(') ? null : cleanVersion(filled);
}
