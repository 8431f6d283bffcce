import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../../../../src/core/facts/manifests/references/parse-image-reference.ts';

describe('parseImageReference', () => {
  it.each([
    ['redis', 'redis', null],
    ['redis:7', 'redis', '7'],
    ['docker.io/library/postgres:18', 'postgres', '18'],
    ['index.docker.io/grafana/alloy', 'grafana/alloy', null],
    ['library/redis', 'redis', null],
    ['localhost:5000/a/b', 'localhost:5000/a/b', null],
    ['localhost:5000/a/b:c@sha256:0f', 'localhost:5000/a/b', 'c'],
    ['ghcr.io/a/b@sha256:0f', 'ghcr.io/a/b', null],
    ['redis:${TAG}', 'redis', null],
  ])('reads %s', (text, image, tag) => {
    expect(parseImageReference(text)).toEqual({ image, tag });
  });

  it.each(['', '${IMAGE}', '${R}/redis', '{{ .image }}', './x', 'a b', '/x', 'x/', 'http://localhost:80'])(
    'finds none in %j',
    (text) => {
      expect(parseImageReference(text)).toBeNull();
    },
  );
});
