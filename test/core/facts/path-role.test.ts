import { describe, expect, it } from 'vitest';
import { pathRole, type PathRole } from '../../../src/core/facts/path-role.ts';

describe('pathRole', () => {
  it.each<[PathRole, string[]]>([
    [
      'product',
      [
        'src/pay.ts',
        'package.json',
        'requirements.txt',
        'requirements/prod.txt',
        'src/latest/a.ts',
        'contest/a.py',
        'app/protest.ts',
        '.env',
        'index.html',
        'web/app.html',
        'shop/templates/pay.html',
        'app/views/layouts/application.html.erb',
        'Dockerfile',
        'django/contrib/a.py',
        'src/integration/a.ts',
        '.github/a.yml',
        'src/Acme.Contests/a.cs',
        'exampled/a.ts',
        'src/main/java/com/example/demo/A.java',
        'app/src/main/kotlin/org/acme/docs/A.kt',
        '__proto__',
        '',
      ],
    ],
    [
      'test',
      [
        'test/a.ts',
        'src/test/java/com/acme/A.java',
        'src/__tests__/a.ts',
        'server/store/test-files/a.sql',
        'src/a.test.ts',
        'src/a.spec.tsx',
        'a_test.go',
        'tests/a.py',
        'pkg/test_a.py',
        'conftest.py',
        'e2e/a.ts',
        'packages/ui/.storybook/preview.tsx',
        'Fixtures/a.json',
        'App.Tests/a.cs',
        'vitest.config.ts',
        'phpunit.xml.dist',
        'api-tests/a.ts',
        'integration_test/mix.exs',
        'Acme.Api.UnitTests/a.cs',
        'Acme.Api.IntegrationTests/Stubs/a.cs',
      ],
    ],
    [
      'example',
      [
        'examples/a/package.json',
        'demo/a.ts',
        'apps/playground/a.ts',
        'contrib/k8s/a.yml',
        'examples/a/src/main/java/com/acme/A.java',
      ],
    ],
    [
      'documentation',
      [
        'README.md',
        'docs/a.ts',
        'notes.txt',
        'a.html',
        'reports/index.html',
        'templates/emails/welcome.html',
        'docs/package.json',
        '.hermes/bin/a.cjs',
        'apps/web/.claude/a.py',
      ],
    ],
    [
      'generated',
      ['dist/a.js', 'a.min.js', 'src/__generated__/a.ts', 'a_pb2.py', 'coverage/a.js', 'worker-configuration.d.ts'],
    ],
    ['vendored', ['node_modules/stripe/package.json', 'vendor/a.go', 'ios/Pods/a.m', 'a/.venv/b.py']],
    ['lockfile', ['package-lock.json', 'apps/a/pnpm-lock.yaml', 'Cargo.lock', 'go.sum']],
    ['binary', ['a.png', 'a.PNG', 'font.woff2', 'app.js.map']],
  ])('knows what is %s', (role, paths) => {
    expect(paths.map((path) => [path, pathRole(path)])).toEqual(paths.map((path) => [path, role]));
  });
});
