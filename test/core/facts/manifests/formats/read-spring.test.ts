import { describe, expect, it } from 'vitest';
import { readSpringProperties, readSpringYaml } from '../../../../../src/core/facts/manifests/formats/read-spring.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readSpringYaml', () => {
  it('reads parts, databases, hosts and variables', () => {
    const text = `spring:
  application: { name: '@project.artifactId@', version: @project.version@ }
  datasource:
    url: \${DB_URL:jdbc:postgresql://db.acme.io:5432/shop}
    password: \${DB_PASSWORD}
  kafka:
    bootstrap-servers: kafka-1.acme.io:9092,kafka-2.acme.io:9092
    client-id: x
  security.oauth2.client.registration:
    google: { client-id: "\${GOOGLE_CLIENT_ID:}" }
  ai: { openai: { api-key: x } }
api:
  url: "https://api.acme.io/v1"
  other: \${spring.application.name} \${APP-KEY}
---
spring: { mail: { host: smtp.sendgrid.net } }
`;
    expect(readSpringYaml(text).problems).toEqual([]);
    expect(briefSignals(readSpringYaml(text))).toEqual([
      '4:10 resource jdbc:postgresql',
      '4:24 host db.acme.io /shop',
      '4:12 env DB_URL read null optional',
      '5:17 env DB_PASSWORD read null required',
      '7:5 resource spring:kafka',
      '7:24 host kafka-1.acme.io /',
      '7:45 host kafka-2.acme.io /',
      '10:15 resource oauth2:google',
      '10:29 env GOOGLE_CLIENT_ID read null optional',
      '11:19 resource spring:ai.openai',
      '13:9 host api.acme.io /v1',
      '16:19 resource spring:mail',
      '16:25 host smtp.sendgrid.net /',
    ]);
  });

  it.each(['', 'a: 1', '- b'])('passes over %j', (text) => {
    expect(readSpringYaml(text)).toEqual({ signals: [], problems: [] });
  });

  it('is linear in signs of placeholders', () => {
    expect(readSpringYaml(`a: "${'@a'.repeat(500_000)}"`).signals).toEqual([]);
  });
});

describe('readSpringProperties', () => {
  it('reads lines with either sign, comments and continued lines', () => {
    const text = `# spring.rabbitmq.host=x
! spring.kafka.x=1
spring.data.redis.host = \${REDIS_HOST:cache.acme.io}
spring.datasource.url: jdbc:mysql://db.acme.io/shop
quarkus.datasource.db-kind=postgresql
long.endpoint=https://a.acme.io/x,\\
  https://b.acme.io/y
`;
    expect(briefSignals(readSpringProperties(text))).toEqual([
      '3:1 resource spring:redis',
      '3:39 host cache.acme.io /',
      '3:28 env REDIS_HOST read null optional',
      '4:24 resource jdbc:mysql',
      '4:29 host db.acme.io /shop',
      '5:28 resource jdbc:postgresql',
      '6:15 host a.acme.io /x',
      '7:3 host b.acme.io /y',
    ]);
  });
});
