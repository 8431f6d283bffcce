import { describe, expect, it } from 'vitest';
import { readHelmChart } from '../../../../../src/core/facts/manifests/formats/read-helm-chart.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readHelmChart(text));

describe('readHelmChart', () => {
  it('reads dependencies and where they come from', () => {
    const text = `apiVersion: v2
name: shop
dependencies:
  - name: postgresql
    version: "~> 16"
    repository: https://charts.bitnami.com/bitnami
  - name: redis
    repository: "@bitnami"
  - name: own
    repository: file://../own
  - version: 1
`;
    expect(linesOf(text)).toEqual([
      '4:11 resource helm:postgresql',
      '6:17 host charts.bitnami.com /bitnami',
      '7:11 resource helm:redis',
    ]);
  });
});
