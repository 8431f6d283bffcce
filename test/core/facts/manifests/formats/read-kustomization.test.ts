import { describe, expect, it } from 'vitest';
import { readKustomization } from '../../../../../src/core/facts/manifests/formats/read-kustomization.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readKustomization(text));

describe('readKustomization', () => {
  it('reads images, charts, remote bases and generators', () => {
    const text = `resources:
  - deployment.yaml
  - https://github.com/acme/base//deploy?ref=v1
images:
  - name: shop
    newName: ghcr.io/acme/shop
    newTag: v1
  - name: redis
    newTag: "7"
helmCharts:
  - name: postgresql
    repo: https://charts.bitnami.com/bitnami
configMapGenerator:
  - name: c
    literals: [MODE=live]
`;
    expect(linesOf(text)).toEqual([
      '1:1 resource k8s:kustomize.config.k8s.io/v1beta1/Kustomization',
      '6:14 image ghcr.io/acme/shop v1',
      '8:11 image redis 7',
      '11:11 resource helm:postgresql',
      '12:11 host charts.bitnami.com /bitnami',
      '3:5 host github.com /acme/base//deploy',
      '15:16 env MODE declared set required',
    ]);
  });

  it.each(['', 'a: 1', '- resources'])('passes over %j', (text) => {
    expect(readKustomization(text)).toEqual({ signals: [], problems: [] });
  });
});
