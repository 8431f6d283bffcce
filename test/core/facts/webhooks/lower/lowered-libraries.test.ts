import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

describe('a decorator that verifies unless the application debugs', () => {
  const DECORATED = (...inner: readonly string[]): string[] => [
    'from twilio.request_validator import RequestValidator',
    'def from_twilio(view):',
    '    @wraps(view)',
    '    def inner(request, *args, **kwargs):',
    '        validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)',
    "        valid = validator.validate(request.build_absolute_uri(), request.POST, request.META['HTTP_X_TWILIO_SIGNATURE'])",
    ...inner,
    '    return inner',
    '@csrf_exempt',
    '@from_twilio',
    'def sms_webhook(request):',
    "    Message.objects.create(text=request.POST['Body'])",
  ];

  test.each([
    [
      'before',
      [
        '        if not valid and not settings.DEBUG:',
        '            return HttpResponseForbidden()',
        '        return view(request, *args, **kwargs)',
      ],
      'ineffective disabled-by-env',
    ],
    [
      'beside',
      [
        '        if valid or settings.DEBUG:',
        '            return view(request, *args, **kwargs)',
        '        else:',
        '            return HttpResponseForbidden()',
      ],
      'ineffective disabled-by-env',
    ],
    [
      'nowhere',
      [
        '        if valid:',
        '            return view(request, *args, **kwargs)',
        '        else:',
        '            return HttpResponseForbidden()',
      ],
      'verified sdk-verifier',
    ],
  ])('DEBUG %s the check', (_title, inner, verdict) => {
    const lines = DECORATED(...inner);
    expect(read({ 'sms/views.py': lines })).toEqual([`sms/views.py:${lines.length - 1} ${verdict}`]);
  });
});

describe('a verifier that another file makes', () => {
  const view = (from: string, ...check: readonly string[]): string[] => [
    `from ${from} import hooks`,
    '@app.post("/webhooks/acme")',
    'async def take(request: Request):',
    '    body = await request.body()',
    ...check,
    '    await save(body)',
  ];
  const ASKS = [
    '    if not hooks.verify(body, request.headers.get("X-Acme-Signature")):',
    '        raise HTTPException(status_code=401)',
  ];
  const OWN = [
    'class AcmeVerifier:',
    '    def __init__(self, secret):',
    '        self.secret = secret',
    '    def verify(self, body, signature):',
    '        return hmac.compare_digest(hmac.new(self.secret, body, hashlib.sha256).hexdigest(), signature)',
  ];
  const LINE = ['    hooks.handle(body, request.headers.get("X-Line-Signature"))'];

  test.each([
    ['of a package', 'from linebot.v3 import WebhookHandler', 'hooks = WebhookHandler(SECRET)', LINE, 'sdk-verifier'],
    ['of a module', 'from .security import AcmeVerifier', 'hooks = AcmeVerifier(SECRET)', ASKS, 'signature-compared'],
  ])('out of a class %s', (_, imports, made, check, why) => {
    for (const from of ['.deps', 'app.deps', 'deps'])
      expect(
        read({ 'app/api.py': view(from, ...check), 'app/deps.py': [imports, made], 'app/security.py': OWN }),
      ).toEqual([`app/api.py:3 verified ${why}`]);
  });

  test('a handler of another name has its own verdict', () => {
    const files = { 'app/api.py': view('.deps'), 'app/deps.py': ['hooks = dict()'], 'app/security.py': OWN };
    expect(read(files)).toEqual(['app/api.py:3 unverified no-verification']);
  });
});

describe('a library that is handed the request', () => {
  const go = (line: string): string[] => [
    'package hooks',
    'import (',
    '\t"net/http"',
    '\t"example.com/inbound"',
    '\t"github.com/google/go-github/v57/github"',
    ')',
    'func receive(w http.ResponseWriter, r *http.Request) {',
    `\tevent, err := ${line}`,
    '\tif err != nil { http.Error(w, "no", 400); return }',
    '\tsave(event)',
    '}',
    'func main() { http.HandleFunc("/webhooks/mail", receive) }',
  ];

  test.each([
    ['may verify', 'inbound.Parse(r)', 'unknown delegated-unresolved'],
    ['verifies by a secret', 'github.ValidatePayload(r, []byte(secret))', 'verified sdk-verifier'],
    ['verifies nothing by an empty secret', 'github.ValidatePayload(r, []byte(""))', 'unverified not-a-verifier'],
    ['verifies nothing by none', 'github.ValidatePayload(r, nil)', 'unverified not-a-verifier'],
  ])('%s', (_title, line, verdict) => {
    expect(read({ 'hooks.go': go(line) })).toEqual([`hooks.go:7 ${verdict}`]);
  });

  test('an error is heeded, whatever the name of the call promises', () => {
    const lines = go('github.ValidateSignature(r.Header.Get("X-Hub-Signature-256"), body(r), secret)').map((line) =>
      line.replace('event, err', 'err').replace('save(event)', 'save(r.Body)'),
    );
    expect(read({ 'hooks.go': lines })).toEqual(['hooks.go:7 verified sdk-verifier']);
  });
});

test('a function of a Go package that is known to verify, called by itself', () => {
  const handler = (module: string): string[] => [
    'package handler',
    `import "${module}"`,
    'func (h *LineHandler) Webhook(c echo.Context) error {',
    '\tevents, err := linebot.ParseRequest(h.cfg.ChannelSecret, c.Request())',
    '\tif err != nil { return echo.NewHTTPError(400, "no") }',
    '\tfor _, event := range events { h.take(event) }',
    '\treturn nil',
    '}',
  ];
  const path = 'internal/handler/webhook.go';
  expect(read({ [path]: handler('github.com/line/line-bot-sdk-go/v7/linebot') })).toEqual([
    `${path}:3 verified sdk-verifier`,
  ]);
});

describe('a client of Go that verifies', () => {
  const IMPORT = 'import "github.com/line/line-bot-sdk-go/v7/linebot"';
  const MAKE = '  bot, err := linebot.New(os.Getenv("CHANNEL_SECRET"), os.Getenv("CHANNEL_TOKEN"))';
  const TAKE = '(w http.ResponseWriter, r *http.Request) {';
  const TAKES = ['  if err != nil { w.WriteHeader(400); return }', '  for _, event := range events { reply(event) }'];

  test.each([
    [
      'is a variable of the function in which the handler is written',
      ['func main() {', MAKE, `  http.HandleFunc("/callback", func${TAKE}`],
      'bot',
      ['  })', '}'],
      5,
    ],
    [
      'is a variable of the file',
      ['var bot *linebot.Client', 'func main() { http.HandleFunc("/callback", callback) }', `func callback${TAKE}`],
      'bot',
      ['}'],
      5,
    ],
    [
      'is a field',
      [
        'type App struct { bot *linebot.Client }',
        'func (app *App) setup() { http.HandleFunc("/callback", app.callback) }',
        `func (app *App) callback${TAKE}`,
      ],
      'app.bot',
      ['}'],
      5,
    ],
  ])('%s', (_title, before, bot, after, line) => {
    const lines = (events: string): string[] => ['package main', IMPORT, ...before, events, ...TAKES, ...after];
    expect(read({ 'main.go': lines(`  events, err := ${bot}.ParseRequest(r)`) })).toEqual([
      `main.go:${line} verified sdk-verifier`,
    ]);
    // An error that nobody asks for.
    const lost = [`  _, _ = ${bot}.ParseRequest(r)`, '  orders.Save(r.Body)'];
    const [told = ''] = read({ 'main.go': ['package main', IMPORT, ...before, ...lost, ...after] });
    expect(told.replace(/:\d+/, '')).toBe('main.go ineffective error-swallowed');
  });
});

test('a verifier of Go that is fed the body before it is asked', () => {
  const file = (asked: string): Record<string, string[]> => ({
    'slack.go': [
      'package main',
      'import "github.com/slack-go/slack"',
      'func slackWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, _ := io.ReadAll(r.Body)',
      '  sv, err := slack.NewSecretsVerifier(r.Header, os.Getenv("SLACK_SIGNING_SECRET"))',
      '  if err != nil { return }',
      '  if _, err := sv.Write(body); err != nil { return }',
      asked,
      '  answer(body)',
      '}',
    ],
  });
  expect(read(file('if err := sv.Ensure(); err != nil { return }'))).toEqual(['slack.go:3 verified sdk-verifier']);
  for (const asked of ['if err := sv.Ensure(); err != nil { log.Println(err) }', ''])
    expect(read(file(asked))).not.toEqual(['slack.go:3 verified sdk-verifier']);
});

describe("Twilio's library for ASP.NET", () => {
  const action = (attribute: string, ...body: readonly string[]): string[] =>
    read({
      'Controllers/SmsController.cs': [
        '[Route("webhooks/twilio")]',
        'public class SmsController : Controller {',
        `  [HttpPost("sms")] ${attribute}`,
        '  public async Task<IActionResult> Receive() {',
        '    var form = await Request.ReadFormAsync();',
        ...body,
        '    await _orders.Confirm(form["From"]);',
        '    return Ok();',
        '  }',
        '}',
      ],
    });
  const CALL =
    'new RequestValidator(_config["Twilio:AuthToken"]).Validate(url, form, Request.Headers["X-Twilio-Signature"])';

  test.each([
    ['an attribute that refuses', '[ValidateRequest]', [], 'verified sdk-verifier'],
    ['an answer that is heeded', '', [`    if (!${CALL}) return Forbid();`], 'verified sdk-verifier'],
    ['an answer that nobody heeds', '', [`    ${CALL};`], 'ineffective result-ignored'],
    ['neither', '', [], 'unverified no-verification'],
  ])('%s', (_title, attribute, body, expected) => {
    expect(action(attribute, ...body)).toEqual([`Controllers/SmsController.cs:3 ${expected}`]);
  });
});

test.each([
  ['fail', 'verified signature-compared'],
  ['success', 'unknown conditional'],
])('an order that is not found by what the body names, and answered with %s', (answer, told) => {
  const lines = [
    '<?php',
    'class AcmeWebhookController extends Controller {',
    '  public function notify(Request $request) {',
    "    $order = $this->orders->detail($request->input('order_id'));",
    `    if (!$order) { return '${answer}'; }`,
    "    $mac = hash_hmac('sha256', $request->getContent(), env('ACME_SECRET'));",
    "    if (!hash_equals($mac, $request->header('X-Acme-Signature'))) { return 'fail'; }",
    "    $order->complete($request->input('paid'));",
    "    return 'success';",
    '  }',
    '}',
  ];
  expect(read({ 'app/AcmeWebhookController.php': lines })).toEqual([`app/AcmeWebhookController.php:3 ${told}`]);
});
