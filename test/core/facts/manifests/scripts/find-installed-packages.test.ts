import { expect, it } from 'vitest';
import { findInstalledPackages } from '../../../../../src/core/facts/manifests/scripts/find-installed-packages.ts';

const namesOf = (line: string): string[] => {
  const [program = '', ...args] = line.split(' ');
  return [...findInstalledPackages(program, args, 'runtime')].map((fact) =>
    fact.kind === 'package' ? `${fact.ecosystem} ${fact.name} ${fact.version} ${fact.scope}` : fact.kind,
  );
};

it.each([
  ['npm install --global @sentry/cli@2 vercel', ['npm @sentry/cli 2 runtime', 'npm vercel null runtime']],
  ['yarn global add netlify-cli', ['npm netlify-cli null runtime']],
  ['pnpm dlx convex deploy', ['npm convex null runtime']],
  ['python -m pip install --no-cache-dir Stripe', ['pypi stripe null runtime']],
  ['uv pip install --index-url https://pypi.acme.io boto3', ['pypi boto3 null runtime']],
  ['pipx install ./tool', []],
  ['uvx modal deploy', ['pypi modal null runtime']],
  ['gem install aws-sdk-s3 -v 1.2', ['rubygems aws-sdk-s3 null runtime']],
  ['dotnet tool install Sentry.Cli', ['nuget Sentry.Cli null runtime']],
  ['npm install', []],
  ['npm run build', []],
  ['pip install -e .', []],
  ['pip install dist/acme-1.0.whl git+https://github.com/acme/x', []],
])('%s', (line, names) => {
  expect(namesOf(line)).toEqual(names);
});
