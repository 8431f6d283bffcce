import type { PackageScope } from '../../types.ts';
import { CLOUDFORMATION_FORMAT, CONFIGURATION_FORMATS } from './configuration-formats.ts';
import { DEPLOY_FORMATS } from './deploy-formats.ts';
import { isEnvExample, isEnvFile } from './env-file-path.ts';
import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';
import type { ManifestFacts, ManifestReader } from './manifest-reader.ts';
import { PACKAGE_FORMATS } from './package-formats.ts';
import { readCargoToml } from './formats/read-cargo-toml.ts';
import { readCompose } from './formats/read-compose.ts';
import { readDenoJson } from './formats/read-deno-json.ts';
import { readDockerfile } from './formats/read-dockerfile.ts';
import { readEnvFile } from './formats/read-env-file.ts';
import { readGithubWorkflow } from './formats/read-github-workflow.ts';
import { looksLikeKubernetes, readKubernetes } from './formats/read-kubernetes.ts';
import { readPackageJson } from './formats/read-package-json.ts';
import { readPage } from './formats/read-page.ts';
import { readPnpmWorkspace } from './formats/read-pnpm-workspace.ts';
import { readPyproject } from './formats/read-pyproject.ts';
import { readRequirements } from './formats/read-requirements.ts';
import { readSql } from './formats/read-sql.ts';
import { readTerraform } from './formats/read-terraform.ts';
import { requirementsScope } from './requirements-scope.ts';
import { SETTINGS_FORMAT } from './settings-format.ts';

/** Longest text that is read, in UTF-16 code units: manifests that people write stay far below. */
export const MAX_MANIFEST_LENGTH = 5 * 1024 * 1024;

/** The first that matches a path and is concerned with the text reads it. */
const FORMATS: readonly ManifestFormat[] = [
  { id: 'package-json', matches: named(/^package\.json$/), read: readPackageJson },
  { id: 'pnpm-workspace', matches: named(/^pnpm-workspace\.ya?ml$/), read: readPnpmWorkspace },
  { id: 'deno-json', matches: named(/^(?:(?:deno|jsr)\.jsonc?|import[_-]?map\.jsonc?)$/i), read: readDenoJson },
  { id: 'cargo-toml', matches: named(/^Cargo\.toml$/), read: readCargoToml },
  { id: 'pyproject', matches: named(/^pyproject\.toml$/), read: readPyproject },
  requirementsOf('runtime'),
  requirementsOf('development'),
  requirementsOf('constraint'),
  {
    id: 'env-example',
    matches: (p) => isEnvFile(p) && isEnvExample(p),
    read: (t) => readEnvFile(t, { commented: true }),
  },
  { id: 'env', matches: isEnvFile, read: (t) => readEnvFile(t, { commented: false }) },
  { id: 'compose', matches: named(/^(?:docker-)?compose(?:[._-][\w.-]*)?\.ya?ml$/i), read: readCompose },
  {
    id: 'github-workflow',
    matches: (p) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(p) || /(?:^|\/)action\.ya?ml$/.test(p),
    read: readGithubWorkflow,
  },
  { id: 'page', matches: named(/\.(?:html?|ejs|hbs|erb|cshtml|twig|njk|heex)$/), read: readPage },
  { id: 'sql', matches: named(/\.sql$/i), read: readSql },
  { id: 'terraform', matches: named(/\.(?:tf|tofu)$/), read: readTerraform },
  {
    id: 'dockerfile',
    matches: named(/^(?:(?:Docker|Container)file(?:[._-][\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i),
    read: readDockerfile,
  },
  ...PACKAGE_FORMATS,
  ...DEPLOY_FORMATS,
  ...CONFIGURATION_FORMATS,
  { id: 'kubernetes', matches: named(/\.ya?ml$/), read: readKubernetes, concerns: looksLikeKubernetes },
  CLOUDFORMATION_FORMAT,
  SETTINGS_FORMAT,
];

/** Most files of a repository: one look tells that no format is theirs. */
const NEVER =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|css|scss|less|mdx?|go|rs|java|kt|cs|php|dart|ex|c|h|cc|cpp|hpp|scala|rb|rake|pyi?|png|jpe?g|svg|gif|webp|woff2?|snap|lock)$/;
/** Lists of packages that are programs. */
const PROGRAMS = /(?:^|\/)(?:setup\.py|gems\.rb)$/;

/**
 * The reader for a path, or null when the path names no format that is known. Where several formats share a name
 * (`app.yaml`), the text decides, and `id` is the first one's.
 */
export function findManifestReader(path: string): ManifestReader | null {
  if (NEVER.test(path) && !PROGRAMS.test(path)) return null;
  const formats = FORMATS.filter((row) => row.matches(path));
  const [first] = formats;
  return first === undefined ? null : { id: first.id, read: (text) => readWithinLimit(formats, text) };
}

function readWithinLimit(formats: readonly ManifestFormat[], text: string): ManifestFacts {
  const format = formats.find((row) => row.concerns?.(text) !== false);
  if (format === undefined) return { signals: [], problems: [] };
  if (text.length <= MAX_MANIFEST_LENGTH) return format.read(text);
  return { signals: [], problems: [{ line: null, code: 'too-large', detail: 'over 5 MB' }] };
}

function requirementsOf(scope: PackageScope): ManifestFormat {
  return {
    id: `requirements-${scope}`,
    matches: (path) => requirementsScope(path) === scope,
    read: (text) => readRequirements(text, scope),
  };
}
