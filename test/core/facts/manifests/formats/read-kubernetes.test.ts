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
      '20:3 env POSTHOG_HOST declared site required',
      '20:17 host eu.i.posthog.com /',
    ]);
  });

  it.each([
    [
      'SecretStore',
      '{ aws: { service: SecretsManager, region: eu-west-1 } }',
      ['5:15 resource named:aws-secrets-manager'],
    ],
    ['ClusterSecretStore', '{ aws: { service: ParameterStore } }', ['5:15 resource named:aws-ssm']],
    ['ClusterSecretStore', '{ gcpsm: { projectID: shop } }', ['5:15 resource named:google-secret-manager']],
    ['SecretStore', '{ doppler: {} }', ['5:15 resource named:doppler']],
    ['SecretStore', '{ kubernetes: {} }', []],
    ['ExternalSecret', '{ doppler: {} }', []],
  ])('names where a %s of External Secrets fetches from: %s', (kind, provider, expected) => {
    const text = `apiVersion: external-secrets.io/v1beta1
kind: ${kind}
metadata: { name: shop }
spec:
  provider: ${provider}
`;
    expect(linesOf(text).slice(1)).toEqual(expected);
  });

  it.each([
    [
      'argoproj.io/v1alpha1',
      'Application',
      'spec:\n  sources:\n    - repoURL: https://charts.acme.io\n      chart: redis\n      targetRevision: 1.2.3\n    - repoURL: https://github.com/acme/infra.git\n      path: charts/own\n',
      ['5:16 host charts.acme.io /', '8:16 host github.com /acme/infra.git', '6:14 resource helm:redis'],
    ],
    [
      'helm.toolkit.fluxcd.io/v2',
      'HelmRelease',
      'spec:\n  chart:\n    spec:\n      chart: redis\n      version: 1.x\n      sourceRef: { kind: HelmRepository, name: acme }\n',
      ['6:14 resource helm:redis'],
    ],
    [
      'helm.toolkit.fluxcd.io/v2',
      'HelmRelease',
      'spec:\n  chart:\n    spec:\n      chart: ./charts/own\n      sourceRef: { kind: GitRepository, name: shop }\n',
      [],
    ],
    ['helm.cattle.io/v1', 'HelmChart', 'spec:\n  chart: acme/redis\n  version: 1.2.3\n', ['4:10 resource helm:redis']],
    [
      'cert-manager.io/v1',
      'Issuer',
      'spec:\n  acme:\n    server: https://acme-v02.api.acme.io/directory\n    email: https://acme.io\n',
      ['5:13 host acme-v02.api.acme.io /directory'],
    ],
    ['networking.k8s.io/v1', 'Ingress', 'spec:\n  url: https://acme.io\n  chart: redis\n  version: 1\n', []],
  ])('reads servers and charts of a %s/%s, and of a core kind none', (apiVersion, kind, rest, expected) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}`;
    expect(linesOf(text)).toEqual([`2:7 resource k8s:${apiVersion}/${kind}`, ...expected]);
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

  it.each(['kind: x', 'apiVersion: v1', 'apiVersion: [1]\nkind: {}', '- apiVersion: v1\n  kind: Pod'])(
    'passes over %j',
    (text) => {
      expect(readKubernetes(text)).toEqual({ signals: [], problems: [] });
    },
  );
});

describe('looksLikeKubernetes', () => {
  it.each([
    ['apiVersion: v1\nkind: Pod', true],
    ['kind: Pod\r\napiVersion: v1', true],
    ['# kind: Pod\napiVersion: v1', false],
    ['openapi: 3.1.0', false],
    ['a: "broken', false],
  ])('judges %j', (text, expected) => {
    expect(looksLikeKubernetes(text)).toBe(expected);
  });
});
