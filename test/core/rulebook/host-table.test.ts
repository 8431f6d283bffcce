import { describe, expect, it } from 'vitest';
import { HostTable } from '../../../src/core/rulebook/host-table.ts';

const table = new HostTable();
for (const host of [
  '*.amazonaws.com',
  'sqs.*.amazonaws.com',
  '*.s3.*.amazonaws.com',
  's3.amazonaws.com',
  'api.acme.io/v1/*/pay',
  'www.acme.dev/auth/calendar',
  '*.acme.io',
])
  table.add(host, { provider: host, detector: host });
const find = (host: string, path = '/') => table.find(host, path).map((m) => m.provider);

describe('HostTable', () => {
  it.each([
    ['a region in the middle', 'sqs.eu-west-1.amazonaws.com', ['sqs.*.amazonaws.com']],
    ['nothing but one label in the middle', 'sqs.eu.west.amazonaws.com', ['*.amazonaws.com']],
    ['labels before a service and its region', 'my.bucket.s3.eu-west-1.amazonaws.com', ['*.s3.*.amazonaws.com']],
    ['no service without what must stand before it', 's3.eu-west-1.amazonaws.com', ['*.amazonaws.com']],
    ['the literal host first', 's3.amazonaws.com', ['s3.amazonaws.com']],
    ['not the apex', 'amazonaws.com', []],
    ['not a name that only ends alike', 'evilamazonaws.com', []],
    ['not where people read', 'docs.acme.io', []],
    ['not where people talk', 'discuss.acme.io', []],
  ])('knows %s', (_title, host, found) => {
    expect(find(host)).toEqual(found);
  });

  it('lets the longer path win over the more exact host', () => {
    expect(find('api.acme.io', '/v1/eu/pay/1')).toEqual(['api.acme.io/v1/*/pay']);
    expect(find('api.acme.io', '/v1/eu')).toEqual(['*.acme.io']);
  });

  it.each([
    ['/auth/calendar', ['www.acme.dev/auth/calendar']],
    ['/auth/calendar.events.readonly', ['www.acme.dev/auth/calendar']],
    ['/auth/calendars', []],
  ])('knows the scope %s', (path, found) => {
    expect(find('www.acme.dev', path)).toEqual(found);
  });
});
