import { describe, expect, it } from 'vitest';
import { readRailsConfig } from '../../../../../src/core/facts/manifests/formats/read-rails-config.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readRailsConfig(text));

describe('readRailsConfig', () => {
  it('reads database.yml with ERB in it', () => {
    const text = `default: &default
  adapter: postgresql
  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
  url: <%= ENV["DATABASE_URL"] %>
  host: <%= ENV.fetch('DB_HOST', "a: b") %>
<% if ENV["OLD"] %>
legacy:
  <<: *default
  adapter: mysql2
<% end %>
# url: <%= ENV["COMMENTED"] %>
production:
  <<: *default
`;
    expect(readRailsConfig(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '2:12 resource rails:adapter.postgresql',
      '9:12 resource rails:adapter.mysql2',
      '3:13 env RAILS_MAX_THREADS read null optional',
      '4:12 env DATABASE_URL read null required',
      '5:13 env DB_HOST read null optional',
      '6:7 env OLD read null required',
    ]);
  });

  it('reads storage.yml, with hosts that ERB begins', () => {
    const text = `amazon:
  service: S3
  bucket: <%= ENV["S3_BUCKET"] || "x" %>
r2:
  service: S3
  endpoint: https://<%= ENV["ACCOUNT"] %>.r2.cloudflarestorage.com
  public: "https://cdn.acme.io/<%= Rails.env %>"
`;
    expect(linesOf(text)).toEqual([
      '2:12 resource rails:storage.S3',
      '6:13 host *.r2.cloudflarestorage.com /',
      '7:12 host cdn.acme.io /',
      '3:15 env S3_BUCKET read null optional',
      '6:25 env ACCOUNT read null required',
    ]);
  });

  it('is linear in reads on one line', () => {
    expect(linesOf(`a: ${'ENV["A"]'.repeat(100_000)}`)).toHaveLength(100_000);
  });

  it('names the line of a break only where no ERB is', () => {
    expect(readRailsConfig('a: "b').problems.map((p) => [p.line, p.code])).toEqual([[1, 'malformed']]);
    expect(readRailsConfig('a: "b <%= 1 %>').problems).toEqual([]);
  });
});
