import type { PackageScope } from '../../types.ts';

const BUILD = new Set(['classpath', 'kapt', 'ksp', 'annotationProcessor', 'detektPlugins', 'coreLibraryDesugaring']);
const RUNTIME =
  /(?:^|[a-z0-9])(?:implementation|api|compile|compileOnly|compileOnlyApi|runtime|runtimeOnly|provided|providedCompile|providedRuntime|modImplementation|shadow|bundle|include)$/i;

/**
 * The scope that a Gradle configuration gives, or null for what is none. `block` is the dependencies block's name:
 * source sets of Kotlin say there that they are for tests (`commonTest.dependencies`).
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
