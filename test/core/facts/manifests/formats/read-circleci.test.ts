import { describe, expect, it } from 'vitest';
import { readCircleci } from '../../../../../src/core/facts/manifests/formats/read-circleci.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readCircleci(text));

describe('readCircleci', () => {
  it('reads orbs, images and variables', () => {
    const text = `version: 2.1
orbs:
  node: circleci/node@5.2
  inline: { jobs: { x: { docker: [{ image: 'cimg/base:1' }] } } }
executors:
  main:
    docker:
      - image: cimg/node:24.0
        environment: { PGUSER: root }
      - image: << parameters.image >>
jobs:
  test:
    machine: { image: ubuntu-2404:current }
    steps:
      - run: { command: x, environment: { SENTRY_DSN: $DSN } }
`;
    expect(linesOf(text)).toEqual([
      '3:9 action orb:circleci/node 5.2',
      '4:44 image cimg/base 1',
      '8:16 image cimg/node 24.0',
      '9:24 env PGUSER declared filler required',
      '15:43 env SENTRY_DSN declared filler required',
    ]);
  });
});
