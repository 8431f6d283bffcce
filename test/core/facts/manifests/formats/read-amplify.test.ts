import { describe, expect, it } from 'vitest';
import { readAmplify } from '../../../../../src/core/facts/manifests/formats/read-amplify.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readAmplify(text));

describe('readAmplify', () => {
  it('reads declared variables and those of commands', () => {
    const text = `version: 1
env:
  variables: { MODE: live }
applications:
  - frontend:
      phases:
        preBuild:
          commands:
            - npm ci --token $NPM_TOKEN
            - echo "$AWS_BRANCH \${STRIPE_KEY:-none} $HOME $x"
`;
    expect(linesOf(text)).toEqual([
      '3:16 env MODE declared set required',
      '9:31 env NPM_TOKEN read null required',
      '10:35 env STRIPE_KEY read null optional',
    ]);
  });
});
