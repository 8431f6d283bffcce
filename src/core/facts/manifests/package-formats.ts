import type { PackageScope } from '../../types.ts';
import { readAndroidManifest, readPropertyList } from './formats/read-app-manifest.ts';
import { readCargoToml } from './formats/read-cargo-toml.ts';
import { readComposerJson } from './formats/read-composer-json.ts';
import { looksLikeConda, readCondaEnvironment } from './formats/read-conda-environment.ts';
import { readDenoJson } from './formats/read-deno-json.ts';
import { readGoMod } from './formats/read-go-mod.ts';
import { readGradle } from './formats/read-gradle.ts';
import { readHelmChart } from './formats/read-helm-chart.ts';
import { readMixExs } from './formats/read-mix-exs.ts';
import { readNuget } from './formats/read-nuget.ts';
import { readPackageJson } from './formats/read-package-json.ts';
import { readPackageSwift } from './formats/read-package-swift.ts';
import { readPipfile } from './formats/read-pipfile.ts';
import { readPnpmWorkspace } from './formats/read-pnpm-workspace.ts';
import { readPodfile } from './formats/read-podfile.ts';
import { readPomXml } from './formats/read-pom-xml.ts';
import { readPubspec } from './formats/read-pubspec.ts';
import { readPyproject } from './formats/read-pyproject.ts';
import { readRequirements } from './formats/read-requirements.ts';
import { readRubyGems } from './formats/read-ruby-gems.ts';
import { readSetupCfg } from './formats/read-setup-cfg.ts';
import { readSetupPy } from './formats/read-setup-py.ts';
import { readUnityManifest } from './formats/read-unity-manifest.ts';
import { readVersionCatalog } from './formats/read-version-catalog.ts';
import { readXcodeProject } from './formats/read-xcode-project.ts';
import { looksLikeXcodegen, readXcodegen } from './formats/read-xcodegen.ts';
import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';
import { requirementsScope } from './requirements-scope.ts';

const SOLUTION = /^(?:.+\.(?:cs|fs|vb)proj|Directory\.(?:Packages|Build)\.(?:props|targets)|packages\.config)$/i;

/** Files that list packages. */
export const PACKAGE_FORMATS: readonly ManifestFormat[] = [
  { id: 'package-json', matches: named(/^package\.json$/), read: readPackageJson },
  { id: 'pnpm-workspace', matches: named(/^pnpm-workspace\.ya?ml$/), read: readPnpmWorkspace },
  { id: 'deno-json', matches: named(/^(?:(?:deno|jsr)\.jsonc?|import[_-]?map\.jsonc?)$/i), read: readDenoJson },
  { id: 'cargo-toml', matches: named(/^Cargo\.toml$/), read: readCargoToml },
  { id: 'pyproject', matches: named(/^pyproject\.toml$/), read: readPyproject },
  requirementsOf('runtime'),
  requirementsOf('development'),
  requirementsOf('constraint'),
  { id: 'go-mod', matches: named(/^go\.mod$/), read: readGoMod },
  { id: 'ruby-gems', matches: named(/^(?:Gemfile|gems\.rb|.+\.gemspec)$/), read: readRubyGems },
  { id: 'composer-json', matches: named(/^composer\.json$/), read: readComposerJson },
  { id: 'pom-xml', matches: named(/^pom\.xml$/), read: readPomXml },
  { id: 'gradle', matches: named(/\.gradle(?:\.kts)?$/), read: readGradle },
  { id: 'version-catalog', matches: named(/\.versions\.toml$/), read: readVersionCatalog },
  { id: 'nuget', matches: named(SOLUTION), read: readNuget },
  { id: 'pubspec', matches: named(/^pubspec\.ya?ml$/), read: readPubspec },
  { id: 'mix-exs', matches: named(/^mix\.exs$/), read: readMixExs },
  { id: 'package-swift', matches: named(/^Package(?:@swift-[\d.]+)?\.swift$/), read: readPackageSwift },
  { id: 'xcode-project', matches: named(/^project\.pbxproj$/), read: readXcodeProject },
  { id: 'xcodegen', matches: named(/^project\.ya?ml$/), read: readXcodegen, concerns: looksLikeXcodegen },
  { id: 'android-manifest', matches: named(/^AndroidManifest\.xml$/), read: readAndroidManifest },
  { id: 'property-list', matches: named(/^(?:Info\.plist|[\w.-]+\.entitlements)$/), read: readPropertyList },
  { id: 'unity-manifest', matches: (p) => /(?:^|\/)Packages\/manifest\.json$/.test(p), read: readUnityManifest },
  { id: 'podfile', matches: named(/^(?:Podfile|.+\.podspec)$/), read: readPodfile },
  { id: 'setup-py', matches: named(/^setup\.py$/), read: readSetupPy },
  { id: 'setup-cfg', matches: named(/^setup\.cfg$/), read: readSetupCfg },
  { id: 'pipfile', matches: named(/^Pipfile$/), read: readPipfile },
  {
    id: 'conda-environment',
    matches: named(/^(?:conda[_-])?env(?:ironment)?[\w.-]*\.ya?ml$/),
    read: readCondaEnvironment,
    concerns: looksLikeConda,
  },
  { id: 'helm-chart', matches: named(/^Chart\.ya?ml$/), read: readHelmChart },
];

function requirementsOf(scope: PackageScope): ManifestFormat {
  return {
    id: `requirements-${scope}`,
    matches: (path) => requirementsScope(path) === scope,
    read: (text) => readRequirements(text, scope),
  };
}
