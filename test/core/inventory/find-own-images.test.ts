import { expect, it } from 'vitest';
import { findOwnImages } from '../../../src/core/inventory/find-own-images.ts';
import { findOwnNames } from '../../../src/core/inventory/infer/own-names.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS } from '../../../src/core/types.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([makeRule('github-container-registry')]);
const own = findOwnNames('acme-labs/shop', [], []);

function ownImages(image: string, path = 'deploy/app.yaml'): string[] {
  const signals = [{ kind: 'image', image, tag: 'v1', line: 3, column: 5 } as const];
  const found = findOwnImages({ path, facts: { ...NO_FACTS, signals } }, rulebook, own);
  return found.map(({ provider, evidence }) => `${provider} ${evidence.value}:${evidence.detail} ${evidence.line}`);
}

it("An image of the repository's owner comes from GitHub's registry.", () => {
  expect(ownImages('ghcr.io/acme-labs/shop')).toEqual(['github-container-registry ghcr.io/acme-labs/shop:v1 3']);
});

it.each(['ghcr.io/others/tool', 'quay.io/acme-labs/shop', 'acme-labs/shop', 'ghcr.io'])(
  '%s says nothing of it.',
  (image) => expect(ownImages(image)).toEqual([]),
);

it('An image in an example says nothing of it.', () => {
  expect(ownImages('ghcr.io/acme-labs/shop', 'examples/app.yaml')).toEqual([]);
});
