import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// What FastAPI and Django ask before a handler: dependencies, decorators, permissions, middleware.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const OPEN = 'unverified no-verification';
const VERIFIED = 'verified signature-compared';
const CHECK = [
  "    mac = hmac.new(os.environ['SECRET'].encode(), await request.body(), hashlib.sha256).hexdigest()",
  "    if not hmac.compare_digest(mac, request.headers.get('X-Signature', '')):",
];
const RAISES = [...CHECK, '        raise HTTPException(401)'];
const indented = (lines: readonly string[]): string[] => lines.map((each) => `    ${each}`);

describe('dependencies of FastAPI', () => {
  const HANDLER = ['async def hook(request: Request):', '    await save(await request.json())'];
  const app = (...lines: readonly string[]): string[] => ['from fastapi import APIRouter, Depends, Request', ...lines];
  const VERIFY = ['async def verify(request: Request):', ...RAISES];
  const FACTORY = [
    'def signed_by(name):',
    '    async def check(request: Request):',
    ...indented(RAISES),
    '    return check',
  ];
  const OBJECT = ['class Signed:', '    def __init__(self, name):', '        self.name = name'];
  const CALLED = [
    ...OBJECT,
    '    async def __call__(self, request: Request):',
    ...indented(RAISES),
    'signed = Signed("x")',
  ];

  test.each([
    [
      'that a call gives out',
      [...FACTORY, '@app.post("/webhook", dependencies=[Depends(signed_by("x-sig"))])'],
      VERIFIED,
    ],
    ['that are objects', [...CALLED, '@app.post("/webhook", dependencies=[Depends(signed)])'], VERIFIED],
    ['of none', [...FACTORY, '@app.post("/webhook", dependencies=[])'], OPEN],
  ])('%s', (_, before, told) => {
    expect(read({ 'main.py': app(...before, ...HANDLER) })).toEqual([`main.py:${before.length + 2} ${told}`]);
  });

  test.each([
    ['dependencies=[Depends(verify)]', VERIFIED],
    ['tags=["hooks"]', OPEN],
  ])('before a router of the same file: %s', (behind, told) => {
    const lines = [...VERIFY, 'router = APIRouter()', '@router.post("/webhook")', ...HANDLER];
    expect(read({ 'main.py': app(...lines, `app.include_router(router, ${behind})`) })).toEqual([`main.py:8 ${told}`]);
  });

  test('that a type of another file stands for', () => {
    const deps = (check: readonly string[]): string[] => [
      'async def verified_body(request: Request) -> bytes:',
      ...check,
      '    return await request.body()',
      'VerifiedBody = Annotated[bytes, Depends(verified_body)]',
    ];
    const hook = [
      'from .deps import VerifiedBody',
      '@router.post("/webhook")',
      'async def hook(body: VerifiedBody):',
      '    await save(body)',
    ];
    expect(read({ 'app/hooks.py': hook, 'app/deps.py': deps(RAISES) })).toEqual([`app/hooks.py:3 ${VERIFIED}`]);
    expect(read({ 'app/hooks.py': hook, 'app/deps.py': deps([]) })).toEqual([`app/hooks.py:3 ${OPEN}`]);
  });

  test.each([
    ['somebody who is signed in', 'entity: AuthenticatedEntity', []],
    ['what a webhook brings', 'event: AuthenticatedEvent', ['main.py:3 unverified no-verification']],
  ])('that give out %s', (_, parameter, told) => {
    const lines = [
      '@router.post("/install/webhook/{kind}")',
      `async def install(request: Request, ${parameter} = Depends(Managers.get(["write:all"]))):`,
      '    await save(await request.json())',
    ];
    expect(read({ 'main.py': app(...lines) })).toEqual(told);
  });

  test.each([
    ['is waited for', 'await verify(request)', VERIFIED],
    ['never runs where nobody waits for it', 'verify(request)', OPEN],
  ])('a function of its own that %s', (_, call, told) => {
    const lines = [...VERIFY, '@app.post("/webhook")', HANDLER[0]!, `    ${call}`, HANDLER[1]!];
    expect(read({ 'main.py': app(...lines) })).toEqual([`main.py:7 ${told}`]);
  });
});

test('a decorator above the one that registers comes too late', () => {
  const lines = (...decorators: readonly string[]): string[] => [
    'from flask import Flask, abort, request',
    'def signed(view):',
    '    def inner():',
    "        mac = hmac.new(os.environ['SECRET'].encode(), request.get_data(), hashlib.sha256).hexdigest()",
    "        if not hmac.compare_digest(mac, request.headers.get('X-Signature', '')):",
    '            abort(401)',
    '        return view()',
    '    return inner',
    ...decorators,
    'def hook():',
    '    save(request.get_json())',
  ];
  expect(read({ 'app.py': lines('@app.post("/webhook")', '@signed') })).toEqual([`app.py:11 ${VERIFIED}`]);
  expect(read({ 'app.py': lines('@signed', '@app.post("/webhook")') })).toEqual([`app.py:11 ${OPEN}`]);
});

describe('a view of Django REST framework', () => {
  const MAC = 'hmac.compare_digest(hmac.new(KEY, request.body, "sha256").hexdigest(), request.headers["X-Signature"])';
  const KEY = 'KEY = os.environ["ACME_SECRET"].encode()';
  const view = (bases: string, ...lines: readonly string[]): string[] => [
    `class AcmeWebhook(${bases}):`,
    ...lines,
    '    def post(self, request):',
    '        Order.objects.get(pk=request.data["order"]).complete()',
  ];
  const permission = (answer: string): string[] => [
    KEY,
    'class Signed(BasePermission):',
    '    def has_permission(self, request, view):',
    `        return ${answer}`,
  ];

  test.each([
    [MAC, VERIFIED],
    [`settings.DEBUG or ${MAC}`, 'ineffective disabled-by-env'],
  ])('asks a permission of another file: %s', (answer, told) => {
    const lines = ['from .permissions import Signed', ...view('APIView', '    permission_classes = (Signed,)')];
    expect(read({ 'pay/views.py': lines, 'pay/permissions.py': permission(answer) })).toEqual([
      `pay/views.py:4 ${told}`,
    ]);
  });

  test.each([
    ['@permission_classes([Signed])', MAC, VERIFIED],
    ['@permission_classes([permissions.AllowAny])', MAC, OPEN],
    ['@authentication_classes([])\n@permission_classes([AllowAny, Signed])', MAC, VERIFIED],
    ['@permission_classes([Signed])', `settings.DEBUG or ${MAC}`, 'ineffective disabled-by-env'],
    // What anonymous callers may do is said by the settings.
    ['@authentication_classes([BasicAuthentication])', MAC, 'unknown dynamic-dispatch'],
    ['@authentication_classes([BasicAuthentication])\n@permission_classes([AllowAny])', MAC, OPEN],
  ])('that is a function, %s', (decorators, answer, told) => {
    const lines = [
      'from .permissions import Signed',
      '@api_view(["POST"])',
      ...decorators.split('\n'),
      'def acme_webhook(request):',
      '    Order.objects.get(pk=request.data["order"]).complete()',
    ];
    const line = 3 + decorators.split('\n').length;
    expect(read({ 'pay/views.py': lines, 'pay/permissions.py': permission(answer) })).toEqual([
      `pay/views.py:${line} ${told}`,
    ]);
  });

  test('of the event that something was deleted, for all the world', () => {
    const lines = (permissions: string): string[] => [
      'class AcmeWebhookHandler(APIView):',
      `    permission_classes = [${permissions}]`,
      '    def delete(self, request): Order.objects.get(pk=request.data["order"]).delete()',
      '    def post(self, request): getattr(self, request.data["event"])(request)',
    ];
    expect(read({ 'pay/views.py': lines('AllowAny') })).toEqual([`pay/views.py:4 ${OPEN}`]);
    expect(read({ 'pay/views.py': lines('OwnsProject') })).toEqual([]);
  });

  test('of those who are signed in, who look after webhooks', () => {
    const lines = (who: string): string[] => [
      'class AcmeWebhookSync(ProjectMixin, GenericView):',
      '    def post(self, request, *args, **kwargs):',
      `        attach(project=kwargs["project"], user=${who})`,
    ];
    expect(read({ 'pay/views.py': lines('request.user.pk') })).toEqual([]);
    expect(read({ 'pay/views.py': lines('request.data["user"]') })).toEqual([`pay/views.py:2 ${OPEN}`]);
  });

  test.each([
    ['raise Http404()', 'verified token-compared'],
    ['pass', 'ineffective error-swallowed'],
  ])('at an address that the application has signed: %s', (refusal, told) => {
    const lines = [
      'from django.core.signing import BadSignature, Signer',
      'address_signer = Signer(salt="acme")',
      '@api_view(["POST"])',
      'def acme_webhook(request, path):',
      '    try:',
      '        account = address_signer.unsign_object(path)',
      '    except BadSignature:',
      `        ${refusal}`,
      '    Order.objects.get(pk=request.data["order"]).complete()',
    ];
    expect(read({ 'pay/views.py': lines })).toEqual([`pay/views.py:4 ${told}`]);
  });

  test.each([
    [`if not ${MAC}:`, VERIFIED],
    ['if not request.body:', OPEN],
  ])('asks beforehand, in a class that it shares: %s', (asks, told) => {
    const mixin = [
      KEY,
      'class SignedMixin:',
      '    def initial(self, request, *args, **kwargs):',
      `        ${asks}`,
      '            raise PermissionDenied()',
    ];
    expect(read({ 'pay/views.py': [...mixin, ...view('SignedMixin, APIView')] })).toEqual([`pay/views.py:7 ${told}`]);
  });

  const STEPS: Record<string, string> = {
    initial: 'raise PermissionDenied()',
    dispatch: 'return HttpResponse(status=401)',
  };
  const above = (step: string, asks: string): string[] => [
    KEY,
    'class PartnerView(APIView):',
    `    def ${step}(self, request, *args, **kwargs):`,
    `        if ${asks}:`,
    `            ${STEPS[step]}`,
    `        return super().${step}(request, *args, **kwargs)`,
  ];

  test.each([
    ['initial', `not ${MAC}`, VERIFIED],
    ['dispatch', `not ${MAC}`, VERIFIED],
    ['dispatch', 'not request.body', OPEN],
  ])('asks beforehand, in `%s` of a class above whose name does not say so: %s', (step, asks, told) => {
    const text = [...above(step, asks), ...view('PartnerView')];
    expect(read({ 'pay/views.py': text })).toEqual([expect.stringMatching(new RegExp(`^pay/views.py:\\d+ ${told}$`))]);
  });

  test.each([
    ['goes on to that above', '        return super().dispatch(request, *args, **kwargs)', VERIFIED],
    ['stands in for that above', '        return APIView.dispatch(self, request, *args, **kwargs)', OPEN],
  ])('has a `dispatch` of its own that %s', (_title, line, told) => {
    const [first = '', ...rest] = view('PartnerView');
    const own = ['    def dispatch(self, request, *args, **kwargs):', line];
    const text = [...above('dispatch', `not ${MAC}`), first, ...own, ...rest];
    const [verdict = ''] = read({ 'pay/views.py': text });
    expect(verdict.includes(VERIFIED)).toBe(told === VERIFIED);
  });
});

test('a middleware of Django asks for the address that a route tells', () => {
  const files = (path: string): Record<string, string[]> => ({
    'pay/views.py': [
      '@csrf_exempt',
      'def acme(request):',
      '    Order.objects.get(pk=json.loads(request.body)["order"]).complete()',
    ],
    'pay/urls.py': ['from . import views', 'urlpatterns = [path("webhooks/acme/", views.acme)]'],
    'pay/middleware.py': [
      'class SignatureMiddleware:',
      '    def __call__(self, request):',
      `        if request.path.startswith("${path}"):`,
      ...indented([...CHECK, '        return HttpResponse(status=401)']).map((each) =>
        each.replace('await request.body()', 'request.body'),
      ),
      '        return self.get_response(request)',
    ],
  });
  expect(read(files('/webhooks/'))).toEqual(['pay/views.py:2 unknown conditional']);
  expect(read(files('/partner/'))).toEqual([`pay/views.py:2 ${OPEN}`]);
});
