import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addDeclarations, ENV_NAME } from '../add-declarations.ts';
import { addScalarHosts } from '../add-hosts.ts';
import { judgeEnvValue } from '../judge-env-value.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPackageName } from '../references/parse-npm-dependency.ts';
import { readDocument } from './read-document.ts';

/** True for an `app.json` of Expo or Heroku. Many other tools have one too. */
export function looksLikeAppJson(text: string): boolean {
  return /"(?:expo|addons|buildpacks|formation)"\s{0,20}:/.test(text);
}

/**
 * Expo's configuration (https://docs.expo.dev/versions/latest/config/app/): plugins as npm packages, `expo:updates`,
 * `expo:google-maps`, `expo:google-services`. Or Heroku's (https://devcenter.heroku.com/articles/app-json-schema):
 * add-ons as `heroku:<add-on>`, buildpacks as `heroku:buildpack.<name>`, and variables.
 */
export function readAppJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    const expo = valueAt(root, 'expo');
    if (expo === undefined) addHeroku(list, root);
    else addExpo(list, expo);
  });
}

/** Variables in the build profiles of an `eas.json`. */
export function readEasJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    for (const [, { value }] of entriesOf(valueAt(root, 'build'))) addDeclarations(list, valueAt(value, 'env'));
  });
}

const PARTS: readonly [readonly string[], string][] = [
  [['updates', 'url'], 'expo:updates'],
  [['ios', 'config', 'googleMapsApiKey'], 'expo:google-maps'],
  [['android', 'config', 'googleMaps'], 'expo:google-maps'],
  [['ios', 'googleServicesFile'], 'expo:google-services'],
  [['android', 'googleServicesFile'], 'expo:google-services'],
];

function addExpo(list: SignalList, expo: DataNode): void {
  for (const plugin of itemsOf(valueAt(expo, 'plugins'))) {
    // A plugin with options is `[name, options]`.
    const node = plugin.kind === 'list' ? plugin.items[0] : plugin;
    const parts = (textOf(node) ?? '').split('/');
    const name = parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
    if (node !== undefined && isPackageName(name) && !name.startsWith('.'))
      list.add(node.at, { kind: 'package', ecosystem: 'npm', name, version: null, scope: 'runtime' });
  }
  for (const [path, type] of PARTS) {
    const node = valueAt(expo, ...path);
    if (node !== undefined) list.add(node.at, { kind: 'resource', type });
  }
  addScalarHosts(list, valueAt(expo, 'updates', 'url'));
}

/** `heroku/ruby`, `https://github.com/heroku/heroku-buildpack-ruby`. */
const BUILDPACK = /(?:^|\/)heroku\/(?:heroku-buildpack-)?([a-z][a-z0-9-]{0,60})/;

function addHeroku(list: SignalList, root: DataNode): void {
  for (const buildpack of itemsOf(valueAt(root, 'buildpacks'))) {
    const name = BUILDPACK.exec(textOf(valueAt(buildpack, 'url')) ?? '')?.[1];
    if (name !== undefined) list.add(buildpack.at, { kind: 'resource', type: `heroku:buildpack.${name}` });
  }
  for (const addon of itemsOf(valueAt(root, 'addons'))) {
    const node = addon.kind === 'map' ? valueAt(addon, 'plan') : addon;
    const [name = ''] = (textOf(node) ?? '').split(':', 1);
    if (node !== undefined && /^[a-z][a-z0-9-]{0,60}$/.test(name))
      list.add(node.at, { kind: 'resource', type: `heroku:${name}` });
  }
  for (const [name, { at, value }] of entriesOf(valueAt(root, 'env'))) {
    const node = value.kind === 'map' ? valueAt(value, 'value') : value;
    if (ENV_NAME.test(name))
      list.add(at, {
        kind: 'env',
        name,
        access: 'declared',
        value: judgeEnvValue(textOf(node) ?? ''),
        optional: false,
      });
  }
}
