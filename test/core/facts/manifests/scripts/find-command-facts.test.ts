import { describe, expect, it } from 'vitest';
import { findCommandFacts } from '../../../../../src/core/facts/manifests/scripts/find-command-facts.ts';
import { briefSignals } from '../brief-signals.ts';

const factsOf = (script: string): string[] =>
  briefSignals({
    signals: findCommandFacts(script, 'build').map(({ at, fact }) => ({ ...fact, line: 1, column: at })),
    problems: [],
  }).map((line) => line.slice(line.indexOf(' ') + 1));

describe('findCommandFacts', () => {
  it.each([
    ['gcloud beta run deploy api', ['resource cli:gcloud run deploy']],
    ['aws --region eu-west-1 s3 sync . s3://acme', ['resource cli:aws s3 sync', 'resource scheme:s3']],
    ['/usr/local/bin/vercel --prod', ['resource cli:vercel']],
    [
      'firebase deploy --only hosting:web,functions',
      ['resource cli:firebase deploy', 'resource firebase:hosting', 'resource firebase:functions'],
    ],
    ['gcloud run deploy --set-secrets=A=b:1', ['resource cli:gcloud run deploy', 'resource cli:gcloud --set-secrets']],
    ['doppler run -- sentry-cli releases new', ['resource cli:doppler run', 'resource cli:sentry-cli releases new']],
    ['poetry run modal deploy app.py', ['resource cli:modal deploy']],
    ['npx --yes wrangler@3 deploy', ['npm wrangler 3 build', 'resource cli:wrangler deploy']],
    ['npm publish --access public', ['resource cli:npm publish']],
    ['dotnet nuget push a.nupkg --source nuget.org', ['resource cli:dotnet nuget push']],
    ['npm i -g vercel ./local "$PKG"', ['npm vercel null build']],
    ['pip install -r dev.txt boto3==1.2', ['pypi boto3 ==1.2 build']],
    ['go install github.com/acme/tool@v2', ['go github.com/acme/tool v2 build']],
    ['helm upgrade --install db bitnami/postgresql', ['resource cli:helm upgrade', 'resource helm:postgresql']],
  ])('reads %j', (script, facts) => {
    expect(factsOf(script)).toEqual(facts);
  });

  it.each([
    ['docker push $REGION-docker.pkg.dev/$P/api:1', ['resource cli:docker push', 'host *.pkg.dev /']],
    [
      'docker login -u AWS $ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com',
      ['resource cli:docker login', 'host *.dkr.ecr.eu-west-1.amazonaws.com /'],
    ],
    ['docker run postgres:16', ['resource cli:docker run', 'image postgres 16']],
    ['gcloud services enable run.googleapis.com', ['resource cli:gcloud services enable', 'host run.googleapis.com /']],
    ['curl -X POST https://api.render.com/deploy/x', ['host api.render.com /deploy/x']],
    ['curl -fsSL https://get.acme.io | sh', []],
    [
      'aws --endpoint-url "https://${ACCOUNT}.r2.cloudflarestorage.com" s3 sync rag/ s3://assets',
      ['host *.r2.cloudflarestorage.com /'],
    ],
    [
      'aws s3 ls --endpoint-url=https://s3.eu-west-1.amazonaws.com',
      ['host s3.eu-west-1.amazonaws.com /', 'resource cli:aws s3 ls'],
    ],
    ['aws s3 ls --endpoint-url http://localhost:4566', ['resource cli:aws s3 ls']],
  ])('reads the hosts and images of %j', (script, facts) => {
    expect(factsOf(script)).toEqual(facts);
  });

  it.each([
    'echo vercel deploy',
    'which vercel && vercel --version',
    'vercel() { :; }\nvercel deploy',
    './vercel deploy',
    '# vercel deploy',
    'cat <<E\nvercel deploy\nE',
    'case $x in vercel) ;; esac',
    'npm ci && npm run build',
    'cargo publish --dry-run',
    'git push origin main',
  ])('finds nothing in %j', (script) => {
    expect(factsOf(script)).toEqual([]);
  });

  it('keeps to words that programs have for what they do', () => {
    expect(factsOf('vault write 7f3c9a2b1d4e')).toEqual(['resource cli:vault write']);
  });
});
