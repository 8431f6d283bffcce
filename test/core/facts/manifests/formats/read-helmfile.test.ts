import { describe, expect, it } from 'vitest';
import { readHelmfile } from '../../../../../src/core/facts/manifests/formats/read-helmfile.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readHelmfile(text));

describe('readHelmfile', () => {
  it('reads the charts of releases, and where charts come from', () => {
    const text = `environments:
  prod:
    values: [prod.yaml]
---
repositories:
  - name: bitnami
    url: https://charts.bitnami.com/bitnami
releases:
{{- range .Values.shops }}
  - name: cache-{{ . }}
    chart: bitnami/redis
    installed: {{ eq .Environment.Name "prod" }}
{{- end }}
  - name: own
    chart: ./charts/own
  - name: queue
    chart: oci://registry.example.org/charts/rabbitmq
`;
    expect(linesOf(text)).toEqual([
      '7:10 host charts.bitnami.com /bitnami',
      '11:12 resource helm:redis',
      '17:12 resource helm:rabbitmq',
    ]);
  });

  it('says nothing of what is no YAML', () => {
    expect(readHelmfile('releases: [\n  - a: {')).toMatchObject({ problems: [] });
  });
});
