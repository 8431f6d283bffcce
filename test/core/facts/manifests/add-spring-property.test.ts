import { describe, expect, it } from 'vitest';
import { addSpringProperty } from '../../../../src/core/facts/manifests/add-spring-property.ts';
import { makeSignalList } from '../../../../src/core/facts/manifests/make-signal-list.ts';
import { briefSignals } from './brief-signals.ts';

function factsOf(...properties: [string, string][]): string[] {
  const list = makeSignalList((offset) => ({ line: 1, column: offset }));
  const seen = new Set<string>();
  for (const [key, value] of properties) addSpringProperty(list, { key, at: 1, value, valueAt: 50 }, seen);
  return briefSignals({ signals: list.signals, problems: [] });
}

describe('addSpringProperty', () => {
  it.each([
    ['spring.rabbitmq.port', '1', ['1:1 resource spring:rabbitmq']],
    ['spring.data.mongodb.database', 'x', ['1:1 resource spring:mongodb']],
    ['spring.cloud.aws.region.static', 'x', ['1:1 resource spring:cloud.aws']],
    ['management.datadog.metrics.export.enabled', 'true', ['1:1 resource spring:metrics.datadog']],
    ['spring.r2dbc.url', 'r2dbc:mariadb://h/x', ['1:50 resource jdbc:mariadb']],
    ['app.jdbc', 'jdbc:tc:postgresql:17:///x', ['1:50 resource jdbc:postgresql']],
    ['app.smtp-host', 'smtp.acme.io', ['1:50 host smtp.acme.io /']],
    ['app.class', 'io.acme.Main', []],
    ['app.host', 'localhost', []],
    ['app.host', '10.0.0.1', []],
    ['springfield.kafka.x', '1', []],
  ])('%s=%s', (key, value, expected) => {
    expect(factsOf([key, value])).toEqual(expected);
  });

  it('names a part once', () => {
    expect(factsOf(['spring.kafka.a', '1'], ['spring.kafka.b', '2'])).toEqual(['1:1 resource spring:kafka']);
  });
});
