import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../../../../../src/core/facts/manifests/formats/read-dockerfile.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readDockerfile(text));

describe('readDockerfile', () => {
  it('reads base images, not stages', () => {
    const text = `ARG NODE=24
FROM --platform=$BUILDPLATFORM node:\${NODE}-slim AS Build
FROM scratch
from build as next
COPY --from=build /a /b
COPY --from=0 /a /b
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
FROM \${BASE}
FROM gcr.io/distroless/nodejs24@sha256:0f
`;
    expect(readDockerfile(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '1:5 env NODE declared set required',
      '2:32 image node 24-slim',
      '7:13 image ghcr.io/astral-sh/uv 0.9',
      '9:6 image gcr.io/distroless/nodejs24 null',
    ]);
  });

  it('reads the names of ENV and ARG', () => {
    const text = `FROM alpine
ENV A=1 B="two words" \\
    # why
    C=
ENV OLD the rest
ARG SENTRY_AUTH_TOKEN
ARG X=y Z
`;
    expect(linesOf(text)).toEqual([
      '1:6 image alpine null',
      '2:5 env A declared set required',
      '2:9 env B declared set required',
      '4:5 env C declared none required',
      '5:5 env OLD declared set required',
      '6:5 env SENTRY_AUTH_TOKEN declared none required',
      '7:5 env X declared set required',
      '7:9 env Z declared none required',
    ]);
  });

  it('bears a byte order mark, CRLF and a text that is no Dockerfile', () => {
    expect(linesOf('\uFEFFFROM redis:7\r\nENV A=1\r\n')).toEqual([
      '1:6 image redis 7',
      '2:5 env A declared set required',
    ]);
    expect(readDockerfile('{"a": [')).toEqual({ signals: [], problems: [] });
    expect(readDockerfile('FROM')).toEqual({ signals: [], problems: [] });
  });
});
