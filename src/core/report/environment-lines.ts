import { isEnvFile } from '../facts/manifests/env-file-path.ts';
import { isCiFile } from '../inventory/is-ci-file.ts';
import type { EnvName, Integration } from '../inventory-types.ts';
import { listed, NOT_DETECTED, spaced } from './document-lines.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';

/** The lines for the required and optional variables, and for where their values are stored. */
export function environmentLines(env: readonly EnvName[], integrations: readonly Integration[]): string[] {
  const told = env.filter((e) => !AMBIENT.has(e.name) && !isSetUp(e));
  const [pipelines, code] = [told.filter(isReadByPipelines), told.filter((e) => !isReadByPipelines(e))];
  const read = code.filter((e) => e.readIn.length > 0);
  const undeclared = read.filter((e) => e.declaredIn.length === 0);
  const isDeclaring = env.some((e) => e.declaredIn.length > 0);
  const names = new Map(integrations.map((i) => [i.provider, i.name]));
  const part = (title: string, list: readonly EnvName[]): string[] => [`**${title}:**`, '', ...envLines(list, names)];
  const some = (title: string, list: readonly EnvName[]): string[][] => (list.length === 0 ? [] : [part(title, list)]);
  return spaced([
    part(
      'Required env vars',
      read.filter((e) => e.optional !== true),
    ),
    part(
      'Optional env vars (the code has a default)',
      read.filter((e) => e.optional === true),
    ),
    ...some(
      'Declared, but not read by the code',
      code.filter((e) => e.readIn.length === 0),
    ),
    ...(isDeclaring ? some('Read, but declared nowhere', undeclared) : []),
    ...some('Read by pipelines', pipelines),
    ['**Secrets location:**', '', ...locationLines(env, integrations)],
  ]);
}

/** Variables that the system sets by itself. */
const AMBIENT = new Set('CI HOME HOSTNAME LANG NEXT_RUNTIME PATH PWD SHELL TEMP TERM TMP TMPDIR USER'.split(' '));

/** True for secrets and variables that only pipelines read. */
function isReadByPipelines({ readIn }: EnvName): boolean {
  return readIn.length > 0 && readIn.every(({ path }) => isCiFile(path));
}

/** True for a variable that a pipeline or an image sets for its own steps, such as the version of a tool. */
function isSetUp({ readIn, declaredIn, provider, class: kind }: EnvName): boolean {
  const isOwn = (path: string): boolean => isCiFile(path) || /(?:^|[/.])Dockerfile(?:[.][^/]*)?$/.test(path);
  return readIn.length === 0 && provider === null && kind === 'config' && declaredIn.every((p) => isOwn(p.path));
}

function envLines(env: readonly EnvName[], names: ReadonlyMap<string, string>): string[] {
  if (env.length === 0) return [NOT_DETECTED];
  return env.map(({ name, provider, class: kind }) => {
    const owner = provider === null ? [] : [escapeMarkdown(names.get(provider) ?? provider, 80)];
    const notes = [...owner, ...(kind === 'secret' ? ['secret'] : [])];
    return `- ${codeSpan(name)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
  });
}

/** The lines for where secrets are stored: the kinds of files that declare them, and integrated secret stores. */
function locationLines(env: readonly EnvName[], integrations: readonly Integration[]): string[] {
  const secrets = env.filter((e) => e.class === 'secret');
  const paths = [...new Set(secrets.flatMap((e) => e.declaredIn.map((p) => p.path)))].toSorted();
  const kinds = Map.groupBy(paths, locationOf);
  const stores = integrations.filter((i) => i.category === 'secrets').map((i) => escapeMarkdown(i.name, 80));
  const lines = LOCATIONS.flatMap((kind) => {
    const found = kinds.get(kind) ?? [];
    return found.length === 0 ? [] : [`- ${kind}: ${listed(found.map((path) => codeSpan(path, 240)))}`];
  });
  if (stores.length > 0) lines.push(`- Secret stores: ${listed(stores)}`);
  return lines.length === 0 ? [NOT_DETECTED] : lines;
}

const LOCATIONS = ['Environment files', 'CI secrets', 'Container and deploy configuration', 'Other files'] as const;

function locationOf(path: string): (typeof LOCATIONS)[number] {
  if (isEnvFile(path)) return 'Environment files';
  if (isCiFile(path)) return 'CI secrets';
  return /(?:^|\/)(?:Dockerfile|[^/]*compose[^/]*\.ya?ml|render\.yaml|fly\.toml|vercel\.json|netlify\.toml|wrangler\.[a-z]+|app\.ya?ml|serverless\.ya?ml|values[^/]*\.ya?ml)|\.(?:tf|tfvars)$|(?:^|\/)(?:k8s|kubernetes|charts?|helm|deploy|infra)\//.test(
    path,
  )
    ? 'Container and deploy configuration'
    : 'Other files';
}
