import { readAmplify } from './formats/read-amplify.ts';
import { looksLikeAppEngine, readAppEngine } from './formats/read-app-engine.ts';
import { looksLikeAppJson, readAppJson, readEasJson } from './formats/read-app-json.ts';
import { readAzurePipelines } from './formats/read-azure-pipelines.ts';
import { readBitbucketPipelines } from './formats/read-bitbucket-pipelines.ts';
import { readCircleci } from './formats/read-circleci.ts';
import { readCloudBuild } from './formats/read-cloud-build.ts';
import { looksLikeCloudInit, readCloudInit } from './formats/read-cloud-init.ts';
import { readCompose } from './formats/read-compose.ts';
import { readDockerfile } from './formats/read-dockerfile.ts';
import { readElectronBuilder } from './formats/read-electron-builder.ts';
import { readFirebaseJson } from './formats/read-firebase-json.ts';
import { readFlyToml } from './formats/read-fly-toml.ts';
import { readGithubWorkflow } from './formats/read-github-workflow.ts';
import { readGitlabCi } from './formats/read-gitlab-ci.ts';
import { looksLikeHelmValues, readHelmValues } from './formats/read-helm-values.ts';
import { readHelmfile } from './formats/read-helmfile.ts';
import { looksLikeKamal, readKamal } from './formats/read-kamal.ts';
import { looksLikeKubernetes } from './formats/read-kubernetes.ts';
import { readKustomization } from './formats/read-kustomization.ts';
import { readMakefile } from './formats/read-makefile.ts';
import { readNetlifyToml } from './formats/read-netlify-toml.ts';
import { readRailwayJson, readRailwayToml } from './formats/read-railway.ts';
import { readRenderYaml } from './formats/read-render-yaml.ts';
import { readServerless } from './formats/read-serverless.ts';
import { readSupabaseConfig } from './formats/read-supabase-config.ts';
import { readTauriConfig } from './formats/read-tauri-config.ts';
import { readTerraform } from './formats/read-terraform.ts';
import { readVercelJson } from './formats/read-vercel-json.ts';
import { readWranglerJson, readWranglerToml } from './formats/read-wrangler.ts';
import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';

/**
 * Formats that describe how code is built, deployed and run: containers, pipelines, infrastructure, hosts. A `Procfile`
 * holds nothing to read.
 */
export const DEPLOY_FORMATS: readonly ManifestFormat[] = [
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
  { id: 'gitlab-ci', matches: named(/\.gitlab-ci\.ya?ml$/), read: readGitlabCi },
  { id: 'circleci', matches: (p) => /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/.test(p), read: readCircleci },
  { id: 'azure-pipelines', matches: named(/^azure-pipelines?(?:[._-][\w.-]+)?\.ya?ml$/), read: readAzurePipelines },
  { id: 'bitbucket-pipelines', matches: named(/^bitbucket-pipelines\.ya?ml$/), read: readBitbucketPipelines },
  { id: 'cloud-build', matches: named(/^cloudbuild(?:[._-][\w.-]+)?\.ya?ml$/), read: readCloudBuild },
  {
    id: 'helmfile',
    matches: (p) => /(?:^|\/)(?:helmfile|helmfile\.d\/[^/]+)\.ya?ml(?:\.gotmpl)?$/.test(p),
    read: readHelmfile,
  },
  { id: 'kustomization', matches: named(/^(?:kustomization\.ya?ml|Kustomization)$/), read: readKustomization },
  { id: 'makefile', matches: named(/^(?:GNU|\.)?(?:makefile|justfile)$|\.(?:mk|just)$/i), read: readMakefile },
  {
    id: 'helm-values',
    matches: named(/^(?:values[\w.-]*|[\w.-]+[._-]values)\.ya?ml$/),
    read: readHelmValues,
    concerns: (text) => looksLikeHelmValues(text) && !looksLikeKubernetes(text),
  },
  { id: 'vercel-json', matches: named(/^vercel\.json$/), read: readVercelJson },
  { id: 'netlify-toml', matches: named(/^netlify\.toml$/), read: readNetlifyToml },
  { id: 'fly-toml', matches: named(/^fly(?:[._-][\w.-]+)?\.toml$/), read: readFlyToml },
  { id: 'railway-toml', matches: named(/^railway(?:[._-][\w.-]+)?\.toml$/), read: readRailwayToml },
  { id: 'railway-json', matches: named(/^railway(?:[._-][\w.-]+)?\.json$/), read: readRailwayJson },
  { id: 'render-yaml', matches: named(/^render(?:[._-][\w.-]+)?\.ya?ml$/), read: readRenderYaml },
  { id: 'wrangler-toml', matches: named(/^wrangler(?:[._-][\w.-]+)?\.toml$/), read: readWranglerToml },
  { id: 'wrangler-json', matches: named(/^wrangler(?:[._-][\w.-]+)?\.jsonc?$/), read: readWranglerJson },
  { id: 'firebase-json', matches: named(/^firebase\.json$/), read: readFirebaseJson },
  {
    id: 'app-json',
    matches: named(/^app(?:\.config)?\.json$/),
    read: readAppJson,
    concerns: looksLikeAppJson,
  },
  { id: 'eas-json', matches: named(/^eas\.json$/), read: readEasJson },
  {
    id: 'app-engine',
    matches: named(/^app(?:[._-][\w.-]+)?\.ya?ml$/),
    read: readAppEngine,
    concerns: looksLikeAppEngine,
  },
  { id: 'supabase-config', matches: (p) => /(?:^|\/)supabase\/config\.toml$/.test(p), read: readSupabaseConfig },
  {
    id: 'kamal',
    matches: (p) => /(?:^|\/)config\/deploy(?:\.[\w.-]+)?\.ya?ml$/.test(p),
    read: readKamal,
    concerns: looksLikeKamal,
  },
  {
    id: 'electron-builder',
    matches: named(/^electron-builder(?:[._-][\w.-]+)?\.(?:ya?ml|json)$/),
    read: readElectronBuilder,
  },
  { id: 'tauri-config', matches: named(/^tauri(?:\.[\w-]+)?\.conf\.json$/), read: readTauriConfig },
  {
    id: 'cloud-init',
    matches: named(/^(?:user[_-]?data|cloud[_-]?(?:init|config)|init)[\w.-]*\.ya?ml$/),
    read: readCloudInit,
    concerns: looksLikeCloudInit,
  },
  { id: 'amplify', matches: named(/^amplify\.ya?ml$/), read: readAmplify },
  { id: 'serverless', matches: named(/^serverless(?:[._-][\w.-]+)?\.ya?ml$/), read: readServerless },
];
