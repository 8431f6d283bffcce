import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';
import { readAppsettings } from './formats/read-appsettings.ts';
import { readAzurePipelines } from './formats/read-azure-pipelines.ts';
import { readBitbucketPipelines } from './formats/read-bitbucket-pipelines.ts';
import { readCircleci } from './formats/read-circleci.ts';
import { readCloudBuild } from './formats/read-cloud-build.ts';
import { looksLikeCloudFormation, readCloudFormation } from './formats/read-cloudformation.ts';
import { readDvcConfig } from './formats/read-dvc-config.ts';
import { readGitlabCi } from './formats/read-gitlab-ci.ts';
import { readHelmfile } from './formats/read-helmfile.ts';
import { looksLikeHelmValues, readHelmValues } from './formats/read-helm-values.ts';
import { looksLikeKubernetes } from './formats/read-kubernetes.ts';
import { readKustomization } from './formats/read-kustomization.ts';
import { readMakefile } from './formats/read-makefile.ts';
import { readMcpJson } from './formats/read-mcp-json.ts';
import { readPrisma } from './formats/read-prisma.ts';
import { readRailsConfig } from './formats/read-rails-config.ts';
import { readSpringProperties, readSpringYaml } from './formats/read-spring.ts';

const SPRING_YAML = /^(?:application|bootstrap)(?:-[\w.-]+)?\.ya?ml$/;
const SPRING_PROPERTIES = /^(?:application|bootstrap)(?:-[\w.-]+)?\.properties$/;
/** JSON is looked into only where the path speaks of templates: there is too much of it otherwise. */
const TEMPLATE_JSON =
  /(?:^|\/)(?:[^/]*(?:template|cloudformation|cfn|stack)[^/]*|(?:cloudformation|cfn)\/[^/]+)\.json$/i;

/** Pipelines, infrastructure and frameworks. */
export const CONFIGURATION_FORMATS: readonly ManifestFormat[] = [
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
  {
    id: 'rails-config',
    matches: (p) => /(?:^|\/)config\/(?:database|storage|cable|cache|queue)\.yml$/.test(p),
    read: readRailsConfig,
  },
  {
    id: 'spring-yaml',
    matches: named(SPRING_YAML),
    read: readSpringYaml,
    concerns: (text) => !looksLikeKubernetes(text),
  },
  { id: 'spring-properties', matches: named(SPRING_PROPERTIES), read: readSpringProperties },
  { id: 'appsettings', matches: named(/^appsettings(?:\.[\w.-]+)?\.json$/i), read: readAppsettings },
  { id: 'dvc-config', matches: (p) => /(?:^|\/)\.dvc\/config$/.test(p), read: readDvcConfig },
  { id: 'makefile', matches: named(/^(?:GNU|\.)?(?:makefile|justfile)$|\.(?:mk|just)$/i), read: readMakefile },
  { id: 'mcp-json', matches: named(/^\.?mcp\.json$/), read: readMcpJson },
  { id: 'prisma', matches: named(/\.prisma$/), read: readPrisma },
  {
    id: 'helm-values',
    matches: named(/^(?:values[\w.-]*|[\w.-]+[._-]values)\.ya?ml$/),
    read: readHelmValues,
    concerns: (text) => looksLikeHelmValues(text) && !looksLikeKubernetes(text),
  },
];

/** Behind all others: any YAML may be a template. */
export const CLOUDFORMATION_FORMAT: ManifestFormat = {
  id: 'cloudformation',
  matches: (p) => /\.(?:ya?ml|template)$/.test(p) || TEMPLATE_JSON.test(p),
  read: readCloudFormation,
  concerns: looksLikeCloudFormation,
};
