import type { PackageScope } from '../../types.ts';

const BUILD = new Set(['classpath', 'kapt', 'ksp', 'annotationProcessor', 'detektPlugins', 'coreLibraryDesugaring']);
const RUNTIME =
  /(?:^|[a-z0-9])(?:implementation|api|compile|compileOnly|compileOnlyApi|runtime|runtimeOnly|provided|providedCompile|providedRuntime|modImplementation|shadow|bundle|include)$/i;

/**
 * The scope of a Gradle configuration; null if it is not one that adds packages. `block` is the name of the
 * dependencies block: for Kotlin source sets it shows that they are tests (`commonTest.dependencies`).
 */
export function gradleScope(configuration: string, block: string): PackageScope | null {
  if (BUILD.has(configuration) || /^(?:kapt|ksp)[A-Z]/.test(configuration)) return 'build';
  if (configuration.endsWith('AnnotationProcessor')) return 'build';
  if (configuration === 'developmentOnly' || configuration === 'lintChecks') return 'development';
  if (!RUNTIME.test(configuration)) return null;
  return /^(?:\w+T|t)est[A-Z]|^debug[A-Z]/.test(configuration) || block.endsWith('Test.dependencies')
    ? 'development'
    : 'runtime';
}
