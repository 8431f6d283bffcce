import { describe, expect, it } from 'vitest';
import { readGitlabCi } from '../../../../../src/core/facts/manifests/formats/read-gitlab-ci.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readGitlabCi(text));

describe('readGitlabCi', () => {
  it('reads images, services, variables and includes', () => {
    const text = `include:
  - template: Security/SAST.gitlab-ci.yml
  - component: gitlab.com/components/sast@1.0
  - remote: https://ci.acme.io/base.yml
  - local: own.yml
default:
  image: { name: node:24, entrypoint: [''] }
variables:
  DEPLOY_ENV: prod
  API_KEY: { value: '', description: x }
test:
  image: ruby:3.4
  services: [postgres:17, { name: 'redis:7', alias: cache }]
  variables: { TOKEN: $CI_JOB_TOKEN }
  script: !reference [.setup, script]
.hidden: &x
  image: $CI_REGISTRY/own:1
`;
    expect(readGitlabCi(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '2:15 action gitlab:Security/SAST.gitlab-ci.yml null',
      '3:16 action gitlab:gitlab.com/components/sast 1.0',
      '4:13 host ci.acme.io /base.yml',
      '9:3 env DEPLOY_ENV declared set required',
      '10:3 env API_KEY declared none required',
      '7:18 image node 24',
      '12:10 image ruby 3.4',
      '13:14 image postgres 17',
      '13:35 image redis 7',
      '14:16 env TOKEN declared filler required',
    ]);
  });

  it.each(['', 'include: x.yml', 'a: 1', '- a'])('passes over %j', (text) => {
    expect(readGitlabCi(text)).toEqual({ signals: [], problems: [] });
  });
});
