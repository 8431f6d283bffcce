import { pathOfCopy } from '../copied-path.ts';
import { blankJinja } from './blank-tags.ts';
import { CLOUDFORMATION_FORMAT, CONFIGURATION_FORMATS } from './configuration-formats.ts';
import { DEPLOY_FORMATS } from './deploy-formats.ts';
import { isEnvFile } from './env-file-path.ts';
import { looksLikeKubernetes, readKubernetes } from './formats/read-kubernetes.ts';
import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';
import type { ManifestFacts, ManifestReader } from './manifest-reader.ts';
import { PACKAGE_FORMATS } from './package-formats.ts';
import { SETTINGS_FORMAT } from './settings-format.ts';

/** Longest text that is read, in UTF-16 code units. Hand-written manifests are far shorter. */
export const MAX_MANIFEST_LENGTH = 5 * 1024 * 1024;

/**
 * The first format that matches a path and accepts the text reads it. The last three may apply to any file with a given
 * extension.
 */
const FORMATS: readonly ManifestFormat[] = [
  ...PACKAGE_FORMATS,
  ...DEPLOY_FORMATS,
  ...CONFIGURATION_FORMATS,
  { id: 'kubernetes', matches: named(/\.ya?ml$/), read: readKubernetes, concerns: looksLikeKubernetes },
  CLOUDFORMATION_FORMAT,
  SETTINGS_FORMAT,
];

/** Extensions of most files in a repository: one test shows that no format applies. */
const NEVER =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx?|go|rs|java|kt|cs|php|dart|ex|c|h|cc|cpp|hpp|scala|rb|rake|pyi?|png|jpe?g|svg|gif|webp|woff2?|snap|lock)$/;
/** Ansible templates: `docker-compose.yml.j2`. */
const JINJA = /\.(?:j2|jinja2?)$/;
/** Package lists that are programs. */
const PROGRAMS = /(?:^|\/)(?:setup\.py|gems\.rb)$/;

/**
 * The reader for a path, or null if no format matches. Where several formats share a name (`app.yaml`), the text
 * decides between them, and `id` is that of the first.
 */
export function findManifestReader(path: string): ManifestReader | null {
  if (JINJA.test(path) && !isEnvFile(path)) return readerOfTemplate(path);
  const copy = isEnvFile(path) ? null : pathOfCopy(path);
  if (copy !== null) return readerOfCopy(copy);
  if (NEVER.test(path) && !PROGRAMS.test(path)) return null;
  const formats = FORMATS.filter((row) => row.matches(path));
  const [first] = formats;
  return first === undefined ? null : { id: first.id, read: (text) => readWithinLimit(formats, text) };
}

/**
 * Reads the file that a template generates. Problems are dropped: the template may omit or repeat parts of that file.
 */
function readerOfTemplate(path: string): ManifestReader | null {
  const reader = findManifestReader(path.replace(JINJA, ''));
  return reader && { id: reader.id, read: (text) => ({ ...reader.read(blankJinja(text)), problems: [] }) };
}

/** Reads a copy that people fill in. Problems are dropped: it need not be complete before that. */
function readerOfCopy(path: string): ManifestReader | null {
  const reader = findManifestReader(path);
  return reader && { id: reader.id, read: (text) => ({ ...reader.read(text), problems: [] }) };
}

function readWithinLimit(formats: readonly ManifestFormat[], text: string): ManifestFacts {
  const format = formats.find((row) => row.concerns?.(text) !== false);
  if (format === undefined) return { signals: [], problems: [] };
  if (text.length <= MAX_MANIFEST_LENGTH) return format.read(text);
  return { signals: [], problems: [{ line: null, code: 'too-large', detail: 'over 5 MB' }] };
}
