import { baseNameOf } from '../../split-path.ts';
import type { ManifestFormat } from './manifest-format.ts';
import { readSettingsFile } from './formats/read-settings-file.ts';

const FILE =
  /(?:^|[._-])(?:config|configuration|conf|settings|secrets?|providers?|models?|services|app|application)[\w.-]{0,60}$/i;
const FOLDER = /(?:^|\/)(?:config|configs|conf|configuration|settings)\//i;
/** Settings of developer tools, and texts for users. */
const OTHERS =
  /(?:^|\/)(?:\.(?!example)[\w-]+\/|locales?\/|i18n\/|translations\/|messages\/)|(?:^|\/)(?:[\w.-]*(?:tsconfig|jsconfig|babel|eslint|prettier|stylelint|commitlint|lint-staged|renovate|biome|nodemon|typedoc|lerna|nx|turbo|cspell|pre-commit|codecov|dependabot|release|changeset|mkdocs|docusaurus|jest|vitest|pyright|mypy|ruff|tauri|angular|components|manifest|openapi|swagger|schema)[\w.-]*|_config)\.\w+$/i;
/** Hand-written settings are far shorter. */
const LONGEST = 200_000;

/** An application's own settings, whatever its framework: the last resort for YAML, TOML and JSON. */
export const SETTINGS_FORMAT: ManifestFormat = {
  id: 'settings',
  matches: isSettings,
  read: readSettingsFile,
  concerns: (text) => text.length <= LONGEST,
};

function isSettings(path: string): boolean {
  const base = baseNameOf(path);
  if (!/\.(?:ya?ml|toml|json)$/i.test(base) || OTHERS.test(path)) return false;
  return FOLDER.test(path) || FILE.test(base.replace(/\.\w+$/, ''));
}
