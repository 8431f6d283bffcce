import type { PackageScope } from '../../../types.ts';
import { childOf, childrenOf, parseXml } from '../../parse/parse-xml.ts';
import type { XmlElement } from '../../parse/parse-xml.ts';
import { readDocument } from './read-document.ts';
import { cleanVersion } from '../references/clean-version.ts';
import { addHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';

type State = { list: SignalList; properties: ReadonlyMap<string, string>; ownGroup: string | null };

// https://maven.apache.org/pom.html

/**
 * Artifacts of a Maven `pom.xml` as `group:artifact`: dependencies, plugins (`build`), entries that only fix versions
 * (`dependencyManagement`, the parent: `constraint`), and the hosts of its repositories other than Maven Central.
 * Properties of the file are substituted. Modules of the project's own group are skipped.
 */
export function readPomXml(text: string): ManifestFacts {
  return readDocument(parseXml(text), (list, project) => {
    if (project.name !== 'project') return;
    const ownGroup = childOf(project, 'groupId')?.text ?? null;
    const state = { list, properties: findProperties(project), ownGroup };
    for (const parent of childrenOf(project, 'parent')) addArtifact(state, parent, 'constraint', null);
    for (const home of [project, ...childrenOf(childOf(project, 'profiles'), 'profile')]) addHome(state, home);
  });
}

function findProperties(project: XmlElement): Map<string, string> {
  const properties = new Map<string, string>();
  for (const home of [...childrenOf(childOf(project, 'profiles'), 'profile'), project])
    for (const property of childOf(home, 'properties')?.children ?? []) properties.set(property.name, property.text);
  const version = childOf(project, 'version') ?? childOf(project, 'parent', 'version');
  for (const name of ['project.version', 'version', 'pom.version']) properties.set(name, version?.text ?? '');
  properties.set('project.parent.version', childOf(project, 'parent', 'version')?.text ?? '');
  return properties;
}

function addHome(state: State, home: XmlElement): void {
  addArtifacts(state, childOf(home, 'dependencies'), null);
  addArtifacts(state, childOf(home, 'dependencyManagement', 'dependencies'), 'constraint');
  const build = childOf(home, 'build');
  addPlugins(state, childOf(build, 'plugins'), 'build');
  addPlugins(state, childOf(build, 'pluginManagement', 'plugins'), 'constraint');
  addPlugins(state, childOf(home, 'reporting', 'plugins'), 'build');
  const repositories = [
    ...childrenOf(childOf(home, 'repositories'), 'repository'),
    ...childrenOf(childOf(home, 'pluginRepositories'), 'pluginRepository'),
    ...(childOf(home, 'distributionManagement')?.children ?? []),
  ];
  for (const repository of repositories) {
    const url = childOf(repository, 'url');
    if (url !== undefined && !CENTRAL.test(url.text)) addHosts(state.list, url.text, url.textAt);
  }
}

const CENTRAL = /^https?:\/\/(?:repo1?\.maven\.(?:apache\.)?org|repo\.maven\.apache\.org)\//;

function addPlugins(state: State, plugins: XmlElement | undefined, scope: PackageScope): void {
  for (const plugin of childrenOf(plugins, 'plugin')) {
    addArtifact(state, plugin, scope, 'org.apache.maven.plugins');
    addArtifacts(state, childOf(plugin, 'dependencies'), scope);
  }
}

function addArtifacts(state: State, home: XmlElement | undefined, scope: PackageScope | null): void {
  for (const dependency of childrenOf(home, 'dependency'))
    addArtifact(state, dependency, scope ?? scopeOf(dependency), null);
}

function scopeOf(dependency: XmlElement): PackageScope {
  const scope = childOf(dependency, 'scope')?.text;
  if (scope === 'test') return 'development';
  return childOf(dependency, 'optional')?.text === 'true' ? 'optional' : 'runtime';
}

function addArtifact(state: State, element: XmlElement, scope: PackageScope, defaultGroup: string | null): void {
  const artifact = childOf(element, 'artifactId');
  const groupText = childOf(element, 'groupId')?.text ?? defaultGroup ?? '';
  if (artifact === undefined || OWN_GROUP.test(groupText)) return;
  const group = fill(state, groupText);
  const name = `${group}:${fill(state, artifact.text)}`;
  if (!NAME.test(name) || group === state.ownGroup) return;
  const version = fill(state, childOf(element, 'version')?.text ?? '');
  state.list.add(artifact.textAt, {
    kind: 'package',
    ecosystem: 'maven',
    name,
    version: version.includes('${') ? null : cleanVersion(version),
    scope,
  });
}

const OWN_GROUP = /^\$\{(?:project|pom)\.groupId\}$/;
const NAME = /^[\w.-]{1,200}:[\w.-]{1,200}$/;
const MAX_FILLS = 3;

/** Substitutes the file's properties, up to `MAX_FILLS` levels deep. Unknown ones stay. */
function fill({ properties }: State, text: string): string {
  let filled = text.slice(0, 500);
  for (let i = 0; i < MAX_FILLS && filled.includes('${'); i += 1)
    filled = filled
      .replace(/\$\{([\w.-]{1,100})\}/g, (whole, name: string) => properties.get(name) ?? whole)
      .slice(0, 500);
  return filled;
}
