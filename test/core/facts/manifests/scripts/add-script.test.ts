import { expect, it } from 'vitest';
import { readAzurePipelines } from '../../../../../src/core/facts/manifests/formats/read-azure-pipelines.ts';
import { readBitbucketPipelines } from '../../../../../src/core/facts/manifests/formats/read-bitbucket-pipelines.ts';
import { readCircleci } from '../../../../../src/core/facts/manifests/formats/read-circleci.ts';
import { readDockerfile } from '../../../../../src/core/facts/manifests/formats/read-dockerfile.ts';
import { readGithubWorkflow } from '../../../../../src/core/facts/manifests/formats/read-github-workflow.ts';
import { readGitlabCi } from '../../../../../src/core/facts/manifests/formats/read-gitlab-ci.ts';
import { briefSignals } from '../brief-signals.ts';

it.each([
  [
    'GitHub',
    readGithubWorkflow,
    `jobs:
  deploy:
    steps:
      - run: vercel --prod
      - run: |
          echo vercel
          vercel deploy \\
            --prod
      - run: vercel.deploy()
        shell: python
`,
    ['4:14 resource cli:vercel', '7:11 resource cli:vercel deploy'],
  ],
  [
    'GitLab',
    readGitlabCi,
    'deploy:\n  before_script:\n    - npm i -g vercel\n  script:\n    - vercel deploy\n',
    ['3:7 npm vercel null build', '5:7 resource cli:vercel deploy'],
  ],
  [
    'CircleCI',
    readCircleci,
    'jobs:\n  a:\n    steps:\n      - run: vercel deploy\n      - run:\n          command: fly deploy\n',
    ['4:14 resource cli:vercel deploy', '6:20 resource cli:fly deploy'],
  ],
  ['Azure', readAzurePipelines, 'steps:\n  - script: vercel deploy\n', ['2:13 resource cli:vercel deploy']],
  [
    'Bitbucket',
    readBitbucketPipelines,
    'pipelines:\n  default:\n    - step:\n        script:\n          - vercel deploy\n',
    ['5:13 resource cli:vercel deploy'],
  ],
  [
    'Docker',
    readDockerfile,
    'FROM alpine\nRUN --mount=type=cache true && \\\n  # why\n  pip install boto3\n',
    ['1:6 image alpine null', '4:3 pypi boto3 null runtime'],
  ],
])('reads the commands of %s', (_, read, text, expected) => {
  expect(briefSignals(read(text))).toEqual(expected);
});

it('reads the registries that an action of GitHub is told of', () => {
  const text = `jobs:
  push:
    steps:
      - with:
          registry: \${{ env.REGION }}-docker.pkg.dev
          tags: |
            acme/api:1
            ghcr.io/acme/api:1
`;
  expect(briefSignals(readGithubWorkflow(text))).toEqual(['5:21 host *.pkg.dev /', '6:17 host ghcr.io /']);
});
