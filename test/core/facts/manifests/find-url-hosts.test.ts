import { describe, expect, it } from 'vitest';
import { findUrlHosts } from '../../../../src/core/facts/manifests/find-url-hosts.ts';

const token = 'T0k3n'.repeat(5);

describe('findUrlHosts', () => {
  it.each([
    ['https://api.acme.io', 'api.acme.io', '/', 0],
    ['x https://API.Acme.io./v1/a?b=c#d', 'api.acme.io', '/v1/a', 2],
    ['redis+tls://me:p@ss@cache.acme.io:6380/0', 'cache.acme.io', '/0', 0],
    ['"wss://a.b.acme.io:443"', 'a.b.acme.io', '/', 1],
    ['https://your-project.acme.co/v1', 'your-project.acme.co', '/v1', 0],
    ['http://db.acme.internal', 'db.acme.internal', '/', 0],
    ['https://x.io/${ID}/y', 'x.io', '/*/y', 0],
    ['https://${{ env.REGION }}-ai.acme.io/v1', '*-ai.acme.io', '/v1', 0],
    ['https://${SHOP}.acme.io/${ID}', '*.acme.io', '/', 0],
    ['https://x.io/v1/%7Bid%7D', 'x.io', '/v1/', 0],
    [`https://hooks.acme.io/services/${token}/z`, 'hooks.acme.io', '/services/*/z', 0],
  ])('finds the host in %s', (text, host, path, index) => {
    expect(findUrlHosts(text)).toEqual([{ host, path, index }]);
  });

  it.each([
    'http://localhost:3000',
    'http://127.0.0.1/x',
    'http://[::1]/',
    'redis://redis:6379',
    '://x.io',
    'https://${HOST}/x',
    'https://${HOST}.io/x',
    'https://api.${DOMAIN}.io/x',
    'https://',
    'https://a..io',
    'x.io/y',
    'https://cdn.example.com/x',
    'https://shop.test',
    'http://printer.local',
    'http://host.docker.internal:11434',
    'https://your-domain.com',
    'https://api.mydomain.org',
    'https://1.2.3.4:80/',
  ])('finds none in %s', (text) => {
    expect(findUrlHosts(text)).toEqual([]);
  });

  it('finds several, and reads a long run of marks in linear time', () => {
    expect(findUrlHosts('a://b.io,c://d.io ee://f.io').map((found) => found.host)).toEqual(['f.io']);
    expect(findUrlHosts('a'.repeat(300_000) + '://'.repeat(300_000))).toEqual([]);
  });
});
