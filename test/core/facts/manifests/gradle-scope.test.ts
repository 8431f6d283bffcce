import { describe, expect, it } from 'vitest';
import { gradleScope } from '../../../../src/core/facts/manifests/gradle-scope.ts';

describe('gradleScope', () => {
  it.each([
    ['implementation', 'dependencies', 'runtime'],
    ['api', 'dependencies', 'runtime'],
    ['compileOnly', 'dependencies', 'runtime'],
    ['freeReleaseImplementation', 'dependencies', 'runtime'],
    ['testImplementation', 'dependencies', 'development'],
    ['androidTestImplementation', 'dependencies', 'development'],
    ['debugImplementation', 'dependencies', 'development'],
    ['implementation', 'commonTest.dependencies', 'development'],
    ['developmentOnly', 'dependencies', 'development'],
    ['kapt', 'dependencies', 'build'],
    ['kspAndroid', 'dependencies', 'build'],
    ['testAnnotationProcessor', 'dependencies', 'build'],
    ['classpath', 'dependencies', 'build'],
    ['exclude', 'dependencies', null],
    ['println', 'dependencies', null],
  ])('%s in %s: %s', (configuration, block, scope) => {
    expect(gradleScope(configuration, block)).toBe(scope);
  });
});
