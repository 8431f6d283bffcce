import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const view = (...lines: readonly string[]): Record<string, string[]> => ({
  'app/views/webhook.py': ['class WebhookEndpoint(BaseAPIView):', ...lines],
});
const POST = ['    def post(self, request, slug):', '        Order.objects.create(**request.data)'];

describe('class-based views', () => {
  test('a view that only takes posts receives', () => {
    expect(read(view(...POST))).toEqual(['app/views/webhook.py:2 unverified no-verification']);
  });

  test('a view that also changes and deletes looks after a list of webhooks', () => {
    expect(read(view(...POST, '    def delete(self, request, slug, pk):', '        pass'))).toEqual([]);
  });

  test.each(['@allow_permission(allowed_roles=[ROLE.ADMIN])', '@method_decorator(login_required)'])(
    'a method under %s is for users',
    (decorator) => {
      expect(read(view(`    ${decorator}`, ...POST))).toEqual([]);
    },
  );
});
