import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

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

test('the result of a payment of M-Pesa, whatever its route is called', () => {
  const take = (path: string, head: readonly string[]): Record<string, string[]> => ({
    [path]: [
      ...head,
      '    body = request.data["Body"]["stkCallback"]',
      '    Payment.objects.filter(id=body["CheckoutRequestID"]).update(paid=True)',
    ],
  });
  expect(
    read(
      take('payments/views.py', [
        '@api_view(["POST"])',
        '@permission_classes([AllowAny])',
        'def stk_callback(request):',
      ]),
    ),
  ).toEqual(['payments/views.py:3 unverified no-verification']);
  expect(read(take('payments/api.py', ['@bp.route("/payments/result", methods=["POST"])', 'def take():']))).toEqual([
    'payments/api.py:2 unverified no-verification',
  ]);
});

test('a view that accepts everything, in debugging as elsewhere, is not for developers alone', () => {
  const pay = [
    '    Payment.objects.filter(id=json.loads(request.body)["id"]).update(paid=True)',
    '    return JsonResponse({"ok": True})',
  ];
  const hook = (lines: readonly string[]): Record<string, string[]> => ({
    'payments/webhooks.py': ['@csrf_exempt', '@require_POST', 'def mtn_webhook(request):', ...lines, ...pay],
  });
  const accepts = [
    '    if settings.DEBUG:',
    '        is_valid = True',
    '    else:',
    '        is_valid = True',
    '    if not is_valid:',
    '        return HttpResponse(status=403)',
  ];
  expect(read(hook(accepts))).toEqual(['payments/webhooks.py:3 unverified no-verification']);
  expect(read(hook(['    if not settings.DEBUG:', '        return HttpResponse(status=403)']))).toEqual([]);
});

test.each([
  ['return render(request, "webhook_form.html", {"form": form})', []],
  ['return JsonResponse({"ok": True})', ['hooks/views.py:2 unverified no-verification']],
])('the form of a page by which webhooks are set up is none: %s', (answer, told) => {
  const lines = [
    'from django.shortcuts import render',
    'def webhook_form(request, channel):',
    '    form = WebhookForm(request.POST)',
    '    channel.value = form.get_value()',
    '    channel.save()',
    `    ${answer}`,
  ];
  expect(read({ 'hooks/views.py': lines })).toEqual(told);
});
