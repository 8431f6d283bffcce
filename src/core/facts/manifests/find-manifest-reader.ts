import type { PackageScope } from '../../types.ts';
import { isEnvExample, isEnvFile } from './env-file-path.ts';
import type { ManifestFacts, ManifestReader } from './manifest-reader.ts';
import { readCargoToml } from './read-cargo-toml.ts';
import { readCompose } from './read-compose.ts';
import { readDenoJson } from './read-deno-json.ts';
import { readDockerfile } from './read-dockerfile.ts';
import { readEnvFile } from './read-env-file.ts';
import { readGithubWorkflow } from './read-github-workflow.ts';
import { looksLikeKubernetes, readKubernetes } from './read-kubernetes.ts';
import { readPackageJson } from './read-package-json.ts';
import { readPnpmWorkspace } from './read-pnpm-workspace.ts';
import { readPyproject } from './read-pyproject.ts';
import { readRequirements } from './read-requirements.ts';
import { readTerraform } from './read-terraform.ts';
import { requirementsScope } from './requirements-scope.ts';

/** Longest text that is read, in UTF-16 code units: manifests that people write stay far below. */
export const MAX_MANIFEST_LENGTH = 5 * 1024 * 1024;

type Format = {
  id: string;
  matches(path: string): boolean;
  read(text: string): ManifestFacts;
  /** Where the path says too little: texts that are not of this format are no problem, however large. */
  concerns?(text: string): boolean;
};

/** The first that matches a path reads it. */
const FORMATS: readonly Format[] = [
  { id: 'package-json', matches: named(/^package\.json$/), read: readPackageJson },
  { id: 'pnpm-workspace', matches: named(/^pnpm-workspace\.ya?ml$/), read: readPnpmWorkspace },
  { id: 'deno-json', matches: named(/^(?:deno\.jsonc?|import[_-]?map\.jsonc?)$/i), read: readDenoJson },
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
  { id: 'terraform', matches: named(/\.(?:tf|tofu)$/), read: readTerraform },
  {
    id: 'dockerfile',
    matches: named(/^(?:(?:Docker|Container)file(?:[._-][\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i),
    read: readDockerfile,
  },
  { id: 'kubernetes', matches: named(/\.ya?ml$/), read: readKubernetes, concerns: looksLikeKubernetes },
];

/** The reader for a path, or null when the path names no format that is known. */
export function findManifestReader(path: string): ManifestReader | null {
  const format = FORMATS.find((row) => row.matches(path));
  return format === undefined ? null : { id: format.id, read: (text) => readWithinLimit(format, text) };
}

function readWithinLimit(format: Format, text: string): ManifestFacts {
  if (format.concerns?.(text) === false) return { signals: [], problems: [] };
  if (text.length <= MAX_MANIFEST_LENGTH) return format.read(text);
  return { signals: [], problems: [{ line: null, code: 'too-large', detail: 'over 5 MB' }] };
}

function named(pattern: RegExp): (path: string) => boolean {
  return (path) => pattern.test(path.slice(path.lastIndexOf('/') + 1));
}

function requirementsOf(scope: PackageScope): Format {
  return {
    id: `requirements-${scope}`,
    matches: (path) => requirementsScope(path) === scope,
    read: (text) => readRequirements(text, scope),
  };
}
