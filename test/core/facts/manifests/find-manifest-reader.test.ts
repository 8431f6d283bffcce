import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findManifestReader, MAX_MANIFEST_LENGTH } from '../../../../src/core/facts/manifests/find-manifest-reader.ts';
import { briefSignals } from './brief-signals.ts';

const PATHS: [string, string | null][] = [
  ['package.json', 'package-json'],
  ['apps/web/package.json', 'package-json'],
  ['pnpm-workspace.yaml', 'pnpm-workspace'],
  ['deno.json', 'deno-json'],
  ['deno.jsonc', 'deno-json'],
  ['import_map.json', 'deno-json'],
  ['importMap.json', 'deno-json'],
  ['supabase/functions/import_map.json', 'deno-json'],
  ['Cargo.toml', 'cargo-toml'],
  ['crates/a/Cargo.toml', 'cargo-toml'],
  ['pyproject.toml', 'pyproject'],
  ['requirements.txt', 'requirements-runtime'],
  ['requirements/dev.txt', 'requirements-development'],
  ['constraints.txt', 'requirements-constraint'],
  ['.env.example', 'env-example'],
  ['.env.production', 'env'],
  ['docker-compose.yml', 'compose'],
  ['docker-compose.prod.yaml', 'compose'],
  ['docker-compose-dev.yml', 'compose'],
  ['compose.yaml', 'compose'],
  ['compose.override.yml', 'compose'],
  ['.github/workflows/ci.yml', 'github-workflow'],
  ['.github/actions/x/action.yaml', 'github-workflow'],
  ['action.yml', 'github-workflow'],
  ['infra/main.tf', 'terraform'],
  ['infra/main.tofu', 'terraform'],
  ['Dockerfile', 'dockerfile'],
  ['api.Dockerfile', 'dockerfile'],
  ['Dockerfile.prod', 'dockerfile'],
  ['Containerfile', 'dockerfile'],
  ['k8s/api.yaml', 'kubernetes'],
  ['helmfile.yaml', 'helmfile'],
  ['config/deploy.yml', 'kamal'],
  ['config/deploy.staging.yml', 'kamal'],
  ['.dvc/config', 'dvc-config'],
  ['extension/manifest.json', 'extension-manifest'],
  ['manifest.firefox.json', 'extension-manifest'],
  ['.mcp.json', 'mcp-json'],
  ['electron-builder.yml', 'electron-builder'],
  ['src-tauri/tauri.conf.json', 'tauri-config'],
  ['infra/user-data.yml.tpl', 'cloud-init'],
  ['roles/web/templates/docker-compose.yml.j2', 'compose'],
  ['roles/web/templates/index.py.jinja2', null],
  ['docker-compose.yml.example', 'compose'],
  ['src/main/resources/application.yml.template', 'spring-yaml'],
  ['assets/secrets.json.example', 'settings'],
  ['.env.local.sample', 'env-example'],
  ['lib/a.rb.sample', null],
  ['n8n/orders.json', 'n8n-workflow'],
  ['automations/Sub-fluxo Pedidos.json', 'n8n-workflow'],
  ['data/orders.json', null],
  ['.vscode/mcp.json', 'mcp-json'],
  ['Packages/manifest.json', 'unity-manifest'],
  ['game/Packages/manifest.json', 'unity-manifest'],
  ['ios/project.yml', 'xcodegen'],
  ['deploy/helmfile.yaml.gotmpl', 'helmfile'],
  ['helmfile.d/10-cache.yaml', 'helmfile'],
  ['go.mod', 'go-mod'],
  ['Gemfile', 'ruby-gems'],
  ['gems.rb', 'ruby-gems'],
  ['shop.gemspec', 'ruby-gems'],
  ['composer.json', 'composer-json'],
  ['pom.xml', 'pom-xml'],
  ['app/build.gradle', 'gradle'],
  ['app/build.gradle.kts', 'gradle'],
  ['gradle/libs.versions.toml', 'version-catalog'],
  ['Shop.csproj', 'nuget'],
  ['Shop.fsproj', 'nuget'],
  ['Directory.Packages.props', 'nuget'],
  ['packages.config', 'nuget'],
  ['pubspec.yaml', 'pubspec'],
  ['mix.exs', 'mix-exs'],
  ['Package.swift', 'package-swift'],
  ['Shop.xcodeproj/project.pbxproj', 'xcode-project'],
  ['ios/Podfile', 'podfile'],
  ['Shop.podspec', 'podfile'],
  ['setup.py', 'setup-py'],
  ['setup.cfg', 'setup-cfg'],
  ['Pipfile', 'pipfile'],
  ['environment.yml', 'conda-environment'],
  ['charts/shop/Chart.yaml', 'helm-chart'],
  ['jsr.json', 'deno-json'],
  ['vercel.json', 'vercel-json'],
  ['netlify.toml', 'netlify-toml'],
  ['fly.toml', 'fly-toml'],
  ['fly.staging.toml', 'fly-toml'],
  ['railway.toml', 'railway-toml'],
  ['railway.json', 'railway-json'],
  ['render.yaml', 'render-yaml'],
  ['wrangler.toml', 'wrangler-toml'],
  ['wrangler.jsonc', 'wrangler-json'],
  ['firebase.json', 'firebase-json'],
  ['app.json', 'app-json'],
  ['app.config.json', 'app-json'],
  ['eas.json', 'eas-json'],
  ['app.yaml', 'app-engine'],
  ['supabase/config.toml', 'supabase-config'],
  ['amplify.yml', 'amplify'],
  ['serverless.yml', 'serverless'],
  ['.gitlab-ci.yml', 'gitlab-ci'],
  ['.circleci/config.yml', 'circleci'],
  ['api/cloudbuild.yaml', 'cloud-build'],
  ['Makefile', 'makefile'],
  ['deploy/aws.mk', 'makefile'],
  ['justfile', 'makefile'],
  ['azure-pipelines.yml', 'azure-pipelines'],
  ['azure-pipelines-release.yml', 'azure-pipelines'],
  ['bitbucket-pipelines.yml', 'bitbucket-pipelines'],
  ['overlays/prod/kustomization.yaml', 'kustomization'],
  ['config/database.yml', 'rails-config'],
  ['config/storage.yml', 'rails-config'],
  ['src/main/resources/application.yml', 'spring-yaml'],
  ['application-prod.yaml', 'spring-yaml'],
  ['application.properties', 'spring-properties'],
  ['appsettings.json', 'appsettings'],
  ['appsettings.Production.json', 'appsettings'],
  ['prisma/schema.prisma', 'prisma'],
  ['src/index.css', 'stylesheet'],
  ['src/theme.scss', 'stylesheet'],
  ['charts/shop/values.yaml', 'helm-values'],
  ['charts/shop/values-prod.yaml', 'helm-values'],
  ['infra/stack.template', 'cloudformation'],
  ['infra/template.json', 'cloudformation'],
  ['cloudformation/network.json', 'cloudformation'],
  ['config.toml', 'settings'],
  ['locales/en.json', null],
  ['gradle.properties', null],
  ['Procfile', null],
  ['my-package.json', null],
  ['package.json.bak', null],
  ['package.json/x', null],
  ['dockerfile.md/x', null],
  ['src/main.ts', null],
  ['', null],
];

describe('findManifestReader', () => {
  it.each(PATHS)('%s: %s', (path, id) => {
    expect(findManifestReader(path)?.id ?? null).toBe(id);
  });

  it('reads with what it found', () => {
    const facts = findManifestReader('requirements/dev.txt')?.read('ruff');
    expect(facts && briefSignals(facts)).toEqual(['1:1 pypi ruff null development']);
  });

  it('tells no problems of what people fill in', () => {
    expect(findManifestReader('config/app.json.example')?.read('{ "url": <URL> }')).toEqual({
      signals: [],
      problems: [],
    });
  });

  it.each([
    ['{% if cache %}\nservices:\n  a:\n    image: redis:{{ tag }}\n{% endif %}', ['4:12 image redis xxxxxxxxx']],
    ['services:\n  {{ services | to_yaml }}\n  a: [', []],
  ])('reads what a template writes: %j', (text, expected) => {
    const facts = findManifestReader('templates/docker-compose.yml.j2')?.read(text) ?? { signals: [], problems: [] };
    expect([briefSignals(facts), facts.problems]).toEqual([expected, []]);
  });

  it('lets the text decide where formats share a name', () => {
    const read = (path: string, text: string): string[] =>
      briefSignals(findManifestReader(path)?.read(text) ?? { signals: [], problems: [] });
    const pod = 'apiVersion: v1\nkind: Pod\n';
    for (const path of ['app.yaml', 'application.yaml', 'values.yaml', 'environment.yaml', 'anything.yml'])
      expect(read(path, pod)).toEqual(['2:7 resource k8s:v1/Pod']);
    expect(read('app.yaml', 'runtime: python312\n')).toEqual(['1:10 resource gae:runtime']);
    const template = 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n';
    expect(read('infra/any.yaml', template)).toEqual(['3:11 resource AWS::S3::Bucket']);
  });

  it.each(['any.yaml', 'environment.yml', 'values.yaml', 'app.yaml', 'app.json', 'stack.template'])(
    'does not parse %s when it is of no format that is known',
    (path) => {
      expect(findManifestReader(path)?.read('a: "x')).toEqual({ signals: [], problems: [] });
    },
  );

  it('names a text over the limit, and only where the text is of the format', () => {
    const long = ' '.repeat(MAX_MANIFEST_LENGTH + 1);
    expect(findManifestReader('package.json')?.read(long)).toEqual({
      signals: [],
      problems: [{ line: null, code: 'too-large', detail: 'over 5 MB' }],
    });
    expect(findManifestReader('big.yaml')?.read(long)).toEqual({ signals: [], problems: [] });
    expect(findManifestReader('big.yaml')?.read(`apiVersion: v1\nkind: Pod\n${long}`).problems).toEqual([
      { line: null, code: 'too-large', detail: 'over 5 MB' },
    ]);
  });

  const readable = PATHS.filter(([, id]) => id !== null).map(([path]) => path);

  it('never throws, whatever the text, and every position lies in it', () => {
    const piece = fc.constantFrom(
      ...'{ } [ ] " \' : , = - # \\ ` $ ${ }} ${{ << & * | > ! % @ ; / // /* \n \r\n \t a 1 --- <<: &x *x [a] [[a]] services: image: jobs: Resources: AWS:: dependencies: runtime: <a> </a> <![CDATA[ <% %> => do end gem pod def deps require ( ) ${A:b} jdbc:x: FROM ENV RUN resource dependencies = """'.split(
        ' ',
      ),
      ' ',
      '\n  ',
      '\uFEFF',
      '😀',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...readable), text, (path, content) => {
        const facts = findManifestReader(path)?.read(content);
        const lines = content.split('\n');
        for (const { line, column } of facts?.signals ?? [])
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        for (const { line } of facts?.problems ?? []) expect(line ?? 1).toBeLessThanOrEqual(lines.length);
      }),
      { numRuns: 3_000 },
    );
  });

  const onePerFormat = [...new Map(PATHS.filter(([, id]) => id !== null).map(([path, id]) => [id, path])).values()];

  it.each(onePerFormat)('%s: 8,000 brackets and braces do no harm', (path) => {
    for (const open of ['[', '{', '{"a":', '- ', '${{'])
      expect(findManifestReader(path)?.read(`a: ${open.repeat(8_000)}`).signals).toEqual([]);
  });
});
