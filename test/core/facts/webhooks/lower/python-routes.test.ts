import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Routes that frameworks of Python are told by calls, by decorators of other kinds, and by other files.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';

describe('routes that calls register', () => {
  const TAKES = ['async def take(request):', '    data = await request.json()', '    await save(data["id"])'];

  test.each([
    ['aiohttp, one by one', 'app.router.add_post("/webhook", take)'],
    ['aiohttp, in a list', 'app.add_routes([web.get("/", index), web.post("/payments/webhook", take)])'],
    ['Starlette', 'app = Starlette(routes=[Route("/webhooks/acme", take, methods=["POST"])])'],
    ['Sanic', 'app.add_route(take, "/webhook", methods=["POST"])'],
    ['FastAPI', 'app.add_api_route("/webhook/acme", take, methods=["POST"])'],
    ['Flask', 'app.add_url_rule("/webhook", "take", take, methods=["POST"])'],
    ['a setting', 'app.router.add_post(settings.WEBHOOK_PATH, take)'],
    ['what a setting falls back to', 'app.router.add_post(clean_path(settings.HOOKS, "/acme/webhook"), take)'],
    ['what an environment falls back to', 'app.router.add_post(os.getenv("HOOK_PATH", "/acme/webhook"), take)'],
  ])('of %s', (_, call) => {
    expect(read({ 'app.py': [...TAKES, call] })).toEqual([`app.py:1 ${OPEN}`]);
  });

  test('lead to functions of other files', () => {
    const route = [
      'from aiohttp import web',
      'from webhook.handlers import take',
      'app.router.add_post("/webhook", take)',
    ];
    const takes = ['from aiohttp import web', ...TAKES];
    expect(read({ 'server.py': route, 'webhook/handlers.py': takes })).toEqual([`webhook/handlers.py:2 ${OPEN}`]);
    expect(read({ 'webhook/handlers.py': takes })).toEqual([]);
  });

  test.each([
    ['for reading', 'app.add_url_rule("/webhook", "take", take, methods=["GET"])'],
    ['for another address', 'app.router.add_post("/orders", take)'],
    ['for what falls back to another address', 'app.router.add_post(clean_path(settings.ORDERS, "/orders"), take)'],
  ])('are none %s', (_, call) => {
    expect(read({ 'app.py': [...TAKES, call] })).toEqual([]);
  });

  test('of a function that is made beside them', () => {
    const server = (path: string): string[] => [
      'def make_server(bot):',
      '    async def take_update(request):',
      '        await bot.feed(await request.json())',
      `    app.router.add_post("${path}", take_update)`,
    ];
    expect(read({ 'app.py': server('/telegram/webhook') })).toEqual([`app.py:2 ${OPEN}`]);
    expect(read({ 'app.py': server('/orders') })).toEqual([]);
  });

  test('of a method, and of what answers for a class', () => {
    const method = [
      'class Server:',
      '    def __init__(self):',
      '        self.app.router.add_post("/webhook/telegram", self.handle)',
      '    async def handle(self, request):',
      '        await self.bot.feed(await request.json())',
    ];
    const falcon = [
      'class StripeEvents:',
      '    def on_post(self, req, resp):',
      '        mark_paid(json.loads(req.bounded_stream.read())["id"])',
      'app.add_route("/webhooks/stripe", StripeEvents())',
    ];
    expect(read({ 'server.py': method })).toEqual([`server.py:4 ${OPEN}`]);
    expect(read({ 'api.py': falcon })).toEqual([`api.py:1 ${OPEN}`]);
  });
});

describe('routes that decorators tell', () => {
  test.each([
    ['Bottle', ['from bottle import post, request', '@post("/webhook")', 'def hook():', '    save(request.json)']],
    [
      'Azure',
      [
        'import azure.functions as func',
        '@app.route(route="webhook", methods=["POST"])',
        'def hook(req: func.HttpRequest):',
        '    save(req.get_json())',
      ],
    ],
    [
      'Google Cloud',
      [
        'import functions_framework',
        '@functions_framework.http',
        'def stripe_webhook(request):',
        '    save(request.get_json())',
      ],
    ],
    [
      'Firebase',
      [
        'from firebase_functions import https_fn',
        '@https_fn.on_request()',
        'def stripe_webhook(req: https_fn.Request):',
        '    save(req.get_json())',
      ],
    ],
  ])('of %s', (_, lines) => {
    expect(read({ 'main.py': lines })).toEqual([`main.py:3 ${OPEN}`]);
  });

  test('by the name of the function, where the address says nothing', () => {
    const lines = (name: string): string[] => [
      'from flask import Flask, request',
      '@app.route("/bot", methods=["POST"])',
      `def ${name}():`,
      '    reply(request.get_json()["text"])',
    ];
    for (const name of ['webhook', 'telegram_webhook', 'handle_webhook'])
      expect(read({ 'app.py': lines(name) })).toEqual([`app.py:3 ${OPEN}`]);
    for (const name of ['fire_webhook', 'set_webhook', 'bot']) expect(read({ 'app.py': lines(name) })).toEqual([]);
  });

  test('inside a method', () => {
    const lines = [
      'from fastapi import FastAPI, Request',
      'class Api:',
      '    def _routes(self):',
      '        @self.app.post("/webhook/telegram")',
      '        async def telegram(request: Request):',
      '            await self.bot.feed(await request.json())',
    ];
    expect(read({ 'bot/api.py': lines })).toEqual([`bot/api.py:5 ${OPEN}`]);
  });
});

test('the words of a provider tell a receiver, whatever stands in for what is missing', () => {
  const status = (word: string): string[] => [
    'from fastapi import APIRouter, Request',
    'router = APIRouter()',
    '@router.post("/call-status")',
    'async def take(request: Request):',
    '    form = await request.form()',
    `    await calls.finish(form.get("${word}", ""))`,
  ];
  expect(read({ 'app/calls.py': status('CallSid') })).toEqual([`app/calls.py:4 ${OPEN}`]);
  expect(read({ 'app/calls.py': status('CallId') })).toEqual([]);
});

test('the body that a request is asked for', () => {
  for (const asked of ['read', 'text', 'json']) {
    const lines = [
      'async def take(request):',
      `    await save(json.loads(await request.${asked}()))`,
      'app.router.add_post("/webhook", take)',
    ];
    expect(read({ 'app.py': lines })).toEqual([`app.py:1 ${OPEN}`]);
  }
});

describe('applications without a framework', () => {
  const ASGI = [
    'async def app(scope, receive, send):',
    "    if scope['path'] != '/webhook':",
    '        return await missing(send)',
    "    body = (await receive())['body']",
  ];
  const WSGI = [
    'def application(environ, start_response):',
    "    if environ['PATH_INFO'] != '/webhook':",
    '        return missing(start_response)',
    "    body = environ['wsgi.input'].read()",
  ];
  const refused = (signature: string): string[] => [
    "    mac = hmac.new(os.environ['WEBHOOK_SECRET'].encode(), body, hashlib.sha256).hexdigest()",
    `    if not hmac.compare_digest(mac, ${signature}):`,
    "        raise PermissionError('401')",
  ];

  test.each([
    ['ASGI, open', ASGI, [], OPEN],
    ['ASGI, verified', ASGI, refused("dict(scope['headers']).get(b'x-signature', b'')"), 'verified signature-compared'],
    ['WSGI, open', WSGI, [], OPEN],
    ['WSGI, verified', WSGI, refused("environ.get('HTTP_X_SIGNATURE', '')"), 'verified signature-compared'],
  ])('of %s', (_, head, check, told) => {
    expect(read({ 'main.py': [...head, ...check, "    deploy(json.loads(body)['ref'])"] })).toEqual([
      `main.py:1 ${told}`,
    ]);
  });

  test('that ask for another path are none', () => {
    const lines = ASGI.map((each) => each.replace('/webhook', '/orders'));
    expect(read({ 'main.py': [...lines, '    save(json.loads(body))'] })).toEqual([]);
  });
});

describe('views of Django that only a route tells to receive webhooks', () => {
  const VIEWS = [
    'import json',
    'from django.http import HttpResponse',
    'def payment_events(request):',
    '    Order.objects.filter(id=json.loads(request.body)["id"]).update(status="paid")',
    '    return HttpResponse(status=200)',
    'class Result(APIView):',
    '    def post(self, request):',
    '        Order.objects.filter(id=request.data["id"]).update(status="paid")',
  ];

  test.each([
    ['a function', 'path("webhook/", views.payment_events)', [`payments/views.py:3 ${OPEN}`]],
    [
      'a class',
      're_path(r"^payments/callback/$", csrf_exempt(views.Result.as_view()))',
      [`payments/views.py:7 ${OPEN}`],
    ],
    ['one for users', 'path("webhook/", login_required(views.payment_events))', []],
    ['no webhook', 'path("orders/", views.payment_events)', []],
    ['what adds one', 'path("projects/<int:pk>/add_webhook/", views.payment_events)', []],
    ['what changes one', 'path("webhooks/<int:pk>/edit/", views.payment_events)', []],
  ])('%s', (_, route, told) => {
    const urls = ['from django.urls import path', 'from . import views', `urlpatterns = [${route}]`];
    expect(read({ 'payments/urls.py': urls, 'payments/views.py': VIEWS })).toEqual(told);
  });
});

/** The signature of a request, compared in `lines` of a function. */
const EXPECTED = 'hmac.new(os.environ["SECRET"].encode(), BODY, hashlib.sha256).hexdigest()';
const compares = (body: string): string =>
  `hmac.compare_digest(${EXPECTED.replace('BODY', body)}, request.headers.get("X-Signature", ""))`;

describe('what stands before', () => {
  test.each([
    [
      'a function that a blueprint asks',
      [
        '@bp.before_request',
        'def check():',
        `    if not ${compares('request.get_data()')}:`,
        '        abort(401)',
        '@bp.route("/webhook", methods=["POST"])',
        'def hook():',
        '    save(request.json)',
      ],
      6,
    ],
    [
      'middleware that goes on',
      [
        '@app.middleware("http")',
        'async def check(request: Request, call_next):',
        `    if not ${compares('await request.body()')}:`,
        '        return JSONResponse({}, status_code=401)',
        '    return await call_next(request)',
        '@app.post("/webhook")',
        'async def hook(request: Request):',
        '    await save(await request.json())',
      ],
      7,
    ],
    [
      'a dispatch of its own',
      [
        'class HookWebhook(View):',
        '    def dispatch(self, request, *args):',
        `        if not ${compares('request.body')}:`,
        '            return HttpResponseForbidden()',
        '        return super().dispatch(request, *args)',
        '    def post(self, request):',
        '        save(json.loads(request.body))',
      ],
      6,
    ],
    [
      'a permission',
      [
        'class Signed(BasePermission):',
        '    def has_permission(self, request, view):',
        `        return ${compares('request.body')}`,
        'class HookWebhook(APIView):',
        '    permission_classes = [Signed]',
        '    def post(self, request):',
        '        save(request.data)',
      ],
      6,
    ],
  ])('%s', (_, lines, line) => {
    expect(read({ 'hooks.py': lines })).toEqual([`hooks.py:${line} verified signature-compared`]);
  });

  test('the dispatch of a mixin of another file', () => {
    const files = {
      'views.py': [
        'from .mixins import SignedMixin',
        'class HookWebhook(SignedMixin, View):',
        '    def post(self, request):',
        '        save(json.loads(request.body))',
      ],
      'mixins.py': [
        'class SignedMixin:',
        '    def dispatch(self, request, *args):',
        `        if not ${compares('request.body')}:`,
        '            return HttpResponseForbidden()',
        '        return super().dispatch(request, *args)',
      ],
    };
    expect(read(files)).toEqual(['views.py:3 verified signature-compared']);
  });
});
