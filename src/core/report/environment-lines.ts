import { isEnvFile } from '../facts/manifests/env-file-path.ts';
import { isCiFile } from '../inventory/is-ci-file.ts';
import type { EnvName, Integration } from '../types.ts';
import { listed, NOT_DETECTED, spaced } from './document-lines.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';

/** Which variables the code needs, which it can do without, and where their values live. */
export function environmentLines(env: readonly EnvName[], integrations: readonly Integration[]): string[] {
  const read = env.filter((e) => e.readIn.length > 0);
  const unread = env.filter((e) => e.readIn.length === 0);
  const undeclared = read.filter((e) => e.declaredIn.length === 0);
  const isDeclaring = env.some((e) => e.declaredIn.length > 0);
  return spaced([
    ['**Required env vars:**', '', ...envLines(read.filter((e) => e.optional !== true))],
    ['**Optional env vars (the code has a default):**', '', ...envLines(read.filter((e) => e.optional === true))],
    ...(unread.length === 0 ? [] : [['**Declared, and not read in the code:**', '', ...envLines(unread)]]),
    ...(undeclared.length === 0 || !isDeclaring
      ? []
      : [['**Read, and declared nowhere:**', '', ...envLines(undeclared)]]),
    ['**Secrets location:**', '', ...locationLines(env, integrations)],
  ]);
}

function envLines(env: readonly EnvName[]): string[] {
  if (env.length === 0) return [NOT_DETECTED];
  return env.map(({ name, provider, class: kind }) => {
    const notes = [...(provider === null ? [] : [escapeMarkdown(provider)]), ...(kind === 'secret' ? ['secret'] : [])];
    return `- ${codeSpan(name)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
  });
}

/** By the kind of file that declares secrets, and by the stores of secrets that are integrated. */
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
