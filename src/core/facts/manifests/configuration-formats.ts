import { isEnvExample, isEnvFile } from './env-file-path.ts';
import { readAppsettings } from './formats/read-appsettings.ts';
import { looksLikeCloudFormation, readCloudFormation } from './formats/read-cloudformation.ts';
import { readDvcConfig } from './formats/read-dvc-config.ts';
import { readEnvExample, readEnvFile } from './formats/read-env-file.ts';
import { looksLikeExtension, readExtensionManifest } from './formats/read-extension-manifest.ts';
import { looksLikeKubernetes } from './formats/read-kubernetes.ts';
import { readMcpJson } from './formats/read-mcp-json.ts';
import { looksLikeN8nWorkflow, readN8nWorkflow } from './formats/read-n8n-workflow.ts';
import { readPage } from './formats/read-page.ts';
import { readPrisma } from './formats/read-prisma.ts';
import { readRailsConfig } from './formats/read-rails-config.ts';
import { readSpringProperties, readSpringYaml } from './formats/read-spring.ts';
import { readSql } from './formats/read-sql.ts';
import { readStylesheet } from './formats/read-stylesheet.ts';
import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';

const SPRING_YAML = /^(?:application|bootstrap)(?:-[\w.-]+)?\.ya?ml$/;
const SPRING_PROPERTIES = /^(?:application|bootstrap)(?:-[\w.-]+)?\.properties$/;
/** JSON is only read if its path suggests a template, because most repositories hold too much other JSON. */
const TEMPLATE_JSON =
  /(?:^|\/)(?:[^/]*(?:template|cloudformation|cfn|stack)[^/]*|(?:cloudformation|cfn)\/[^/]+)\.json$/i;

/**
 * Likewise, exported workflows are only read if the path suggests automation, in the languages that such files are
 * often named in.
 */
const WORKFLOW_JSON = /(?:n8n|flow|fluxo|flujo|automa[ct]|agent)[^.]*\.json$/i;

/** Formats that configure the code: variables, framework settings, and pages, style sheets and SQL. */
export const CONFIGURATION_FORMATS: readonly ManifestFormat[] = [
  { id: 'env-example', matches: (p) => isEnvFile(p) && isEnvExample(p), read: readEnvExample },
  { id: 'env', matches: isEnvFile, read: readEnvFile },
  { id: 'page', matches: named(/\.(?:html?|ejs|hbs|erb|cshtml|twig|njk|heex)$/), read: readPage },
  { id: 'stylesheet', matches: named(/\.(?:css|scss|sass|less)$/), read: readStylesheet },
  { id: 'sql', matches: named(/\.sql$/i), read: readSql },
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
  {
    id: 'extension-manifest',
    matches: named(/^manifest(?:[._-][\w-]{1,30})?\.json$/),
    read: readExtensionManifest,
    concerns: looksLikeExtension,
  },
  { id: 'mcp-json', matches: named(/^\.?mcp\.json$/), read: readMcpJson },
  { id: 'n8n-workflow', matches: (p) => WORKFLOW_JSON.test(p), read: readN8nWorkflow, concerns: looksLikeN8nWorkflow },
  { id: 'prisma', matches: named(/\.prisma$/), read: readPrisma },
];

/** Tried after the other formats, because any YAML may be a template. */
export const CLOUDFORMATION_FORMAT: ManifestFormat = {
  id: 'cloudformation',
  matches: (p) => /\.(?:ya?ml|template)$/.test(p) || TEMPLATE_JSON.test(p),
  read: readCloudFormation,
  concerns: looksLikeCloudFormation,
};
