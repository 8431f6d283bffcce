import { describe, expect, it } from 'vitest';
import {
  looksLikeKubernetes,
  readKubernetes,
} from '../../../../../src/core/facts/manifests/formats/read-kubernetes.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readKubernetes(text));

describe('readKubernetes', () => {
  it('reads resources, containers and variables of several documents', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      initContainers:
        - { name: wait, image: 'busybox:1' }
      containers:
        - name: api
          image: ghcr.io/acme/api:1
          env:
            - name: STRIPE_KEY
              valueFrom: { secretKeyRef: { name: s, key: k } }
            - name: API
              value: https://api.acme.io/v1
---
apiVersion: v1
kind: ConfigMap
data:
  POSTHOG_HOST: https://eu.i.posthog.com
  nginx.conf: server
`;
    expect(readKubernetes(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '2:7 resource k8s:apps/v1/Deployment',
      '7:32 image busybox 1',
      '10:18 image ghcr.io/acme/api 1',
      '12:21 env STRIPE_KEY declared filler required',
      '14:21 env API declared set required',
      '15:22 host api.acme.io /v1',
      '18:7 resource k8s:v1/ConfigMap',
      '20:3 env POSTHOG_HOST declared set required',
      '20:17 host eu.i.posthog.com /',
    ]);
  });

  it('reads the items of a list', () => {
    const text = 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n';
    expect(linesOf(text)).toEqual(['2:7 resource k8s:v1/List', '5:11 resource k8s:v1/Service']);
  });

  it('says nothing of broken templates, and reads those that are YAML', () => {
    const head = 'apiVersion: v1\nkind: Pod\n';
    expect(readKubernetes(`${head}{{- if .Values.x }}\na: {{ .b }}\n{{- end }}\n`)).toEqual({
      signals: [],
      problems: [],
    });
    expect(linesOf(`${head}spec: { containers: [{ image: '{{ .image }}' }, { image: redis }] }\n`)).toEqual([
      '2:7 resource k8s:v1/Pod',
      '3:58 image redis null',
    ]);
  });

  it('names the line of a broken manifest', () => {
    expect(readKubernetes('apiVersion: v1\nkind: Pod\na: "x').problems.map((p) => [p.line, p.code])).toEqual([
      [3, 'malformed'],
    ]);
  });

  it.each([
    '',
    'a: "broken',
    'kind: x',
    'apiVersion: v1',
    'apiVersion: [1]\nkind: {}',
    '- apiVersion: v1\n  kind: Pod',
  ])('passes over %j', (text) => {
    expect(readKubernetes(text)).toEqual({ signals: [], problems: [] });
  });
});

describe('looksLikeKubernetes', () => {
  it.each([
    ['apiVersion: v1\nkind: Pod', true],
    ['kind: Pod\r\napiVersion: v1', true],
    ['# kind: Pod\napiVersion: v1', false],
    ['openapi: 3.1.0', false],
  ])('judges %j', (text, expected) => {
    expect(looksLikeKubernetes(text)).toBe(expected);
  });
});
