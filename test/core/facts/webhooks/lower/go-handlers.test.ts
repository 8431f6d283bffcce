import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Handlers of Go that another file registers: what they are called tells whether they receive webhooks or manage them.

const read = await makeVerdictReader();

describe('Go', () => {
  const file = (name: string): Record<string, string[]> => ({
    'internal/webhook/github.go': [
      'package webhook',
      `func ${name}(secret []byte) http.Handler {`,
      '  return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
      '    body, _ := io.ReadAll(r.Body)',
      '    process(body)',
      '  })',
      '}',
    ],
  });

  test('a function that makes the handler is one in a file of webhooks', () => {
    expect(read(file('GithubHandler'))).toEqual(['internal/webhook/github.go:2 unverified no-verification']);
    expect(read(file('Recover'))).toEqual([]);
  });

  test('what the own pages ask for is none, though its file is called for webhooks', () => {
    const method = (name: string): Record<string, string[]> => ({
      'internal/handlers/webhook.go': [
        'package handlers',
        `func (h *WebhookHandler) ${name}(c *gin.Context) {`,
        '  var body map[string]any',
        '  c.ShouldBindJSON(&body)',
        '  h.repo.Create(body)',
        '}',
      ],
    });
    for (const name of ['Stripe', 'HandleCheckoutWebhook'])
      expect(read(method(name))).toEqual(['internal/handlers/webhook.go:2 unverified no-verification']);
    for (const name of [
      'StartVerification',
      'SetWebhookUrl',
      'BatchCheckWebhookStatus',
      'RotateWebhookSecret',
      'CreateMerchant',
      'AdminToggleMerchant',
    ])
      expect(read(method(name))).toEqual([]);
  });
});

test('a file of Go that manages webhooks receives none', () => {
  const file = (handler: string): Record<string, string[]> => ({
    'internal/webhook/handler.go': [
      'package webhook',
      'func (h *Handler) Routes(r chi.Router) {',
      `  r.Post("/", h.${handler})`,
      '}',
      `func (h *Handler) ${handler}(w http.ResponseWriter, r *http.Request) {`,
      '  var input Input',
      '  json.NewDecoder(r.Body).Decode(&input)',
      '  h.store.Insert(input)',
      '}',
    ],
  });
  expect(read(file('Create'))).toEqual([]);
  expect(read(file('Receive'))).toEqual(['internal/webhook/handler.go:5 unverified no-verification']);
});

test.each(['&Hook{secret: secret}', 'New(secret)'])('what a route is given serves by its own method: %s', (made) => {
  const lines = (check: string): string[] => [
    'package main',
    'type Hook struct { secret string }',
    'func New(secret string) *Hook { return &Hook{secret: secret} }',
    'func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    check,
    '  orders.Save(body)',
    '}',
    `func main() { http.Handle("/webhooks/acme", ${made}) }`,
  ];
  const check = '  if r.Header.Get("X-Token") != h.secret { w.WriteHeader(401); return }';
  expect(read({ 'main.go': lines(check) })).toEqual(['main.go:4 verified token-compared']);
  expect(read({ 'main.go': lines('') })).toEqual(['main.go:4 unverified no-verification']);
});

describe('a reader of Go that gives out the event, and what taking it apart fails with', () => {
  const handler = (check: string): string[] => [
    'package hooks',
    'func Webhook(w http.ResponseWriter, r *http.Request) {',
    '  event, err := eventOf(r)',
    '  if err != nil { w.WriteHeader(401); return }',
    '  orders.Pay(event)',
    '}',
    'func eventOf(r *http.Request) (*Event, error) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  mac := hmac.New(sha256.New, []byte(os.Getenv("HOOK_SECRET")))',
    '  mac.Write(body)',
    `  if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Signature"))) { ${check} }`,
    '  event := new(Event)',
    '  return event, json.Unmarshal(body, event)',
    '}',
  ];

  test.each([
    ['after a check', 'return nil, errSignature', 'verified signature-compared'],
    ['after one that only counts', 'failures.Inc()', 'ineffective result-ignored'],
  ])('%s', (_title, check, told) => {
    expect(read({ 'hooks.go': handler(check) })).toEqual([`hooks.go:2 ${told}`]);
  });
});

describe('a digest is fed under whatever name it has', () => {
  const file = (...lines: readonly string[]): Record<string, readonly string[]> => ({
    'internal/slack/webhook.go': [
      'package slack',
      'func SlackWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, _ := io.ReadAll(r.Body)',
      ...lines,
      '  process(body)',
      '}',
    ],
  });
  const compared = (name: string): string =>
    `if !hmac.Equal([]byte(hex.EncodeToString(${name}.Sum(nil))), []byte(r.Header.Get("X-Slack-Signature"))) { w.WriteHeader(401); return }`;
  const MAKE = 'hmac.New(sha256.New, []byte(os.Getenv("SLACK_SIGNING_SECRET")))';
  const verified = ['internal/slack/webhook.go:2 verified signature-compared'];

  test.each(['mac', 'h', 'm', 'x', 'sig', 'sum', 'digest', 'hm', 'computed'])('%s', (name) => {
    expect(read(file(`${name} := ${MAKE}`, `${name}.Write(body)`, compared(name)))).toEqual(verified);
    expect(read(file(`var ${name} = ${MAKE}`, `_, _ = ${name}.Write(body)`, compared(name)))).toEqual(verified);
    expect(
      read(file(`${name} := ${MAKE}`, `if _, err := ${name}.Write(body); err != nil { return }`, compared(name))),
    ).toEqual(verified);
  });

  test('through the functions that write into it', () => {
    for (const feed of [
      'io.WriteString(m, string(body))',
      'fmt.Fprintf(m, "v0:%s:%s", ts, body)',
      'm.Write([]byte("v0:")); m.Write(body)',
    ])
      expect(read(file(`m := ${MAKE}`, feed, compared('m')))).toEqual(verified);
  });

  test('that a function is handed', () => {
    const files = file(`m := ${MAKE}`, 'feed(m, body)', compared('m'));
    const lines = [...files['internal/slack/webhook.go']!, 'func feed(x hash.Hash, body []byte) { x.Write(body) }'];
    expect(read({ 'internal/slack/webhook.go': lines })).toEqual(verified);
  });

  test('what else is written into takes the body before it is checked', () => {
    const early = file(`m := ${MAKE}`, 'out.Write(body)', 'm.Write(body)', compared('m'));
    expect(read(early)).toEqual(['internal/slack/webhook.go:2 ineffective after-use']);
  });
});

test.each([
  ['var IsTestMode bool', 'verified signature-compared'],
  ['var IsTestMode = os.Getenv("TEST_MODE") == "true"', 'ineffective disabled-by-env'],
  ['var SkipChecks bool', 'ineffective result-ignored'],
])('a switch before a check, %s', (declared, expected) => {
  const name = /var (\w+)/.exec(declared)![1]!;
  const lines = [
    'package hooks',
    declared,
    'func genuine(r *http.Request, body []byte) bool {',
    `  if ${name} { return true }`,
    '  mac := hmac.New(sha256.New, []byte(os.Getenv("WEBHOOK_SECRET")))',
    '  mac.Write(body)',
    '  return hmac.Equal([]byte(r.Header.Get("X-Signature")), []byte(hex.EncodeToString(mac.Sum(nil))))',
    '}',
    'func Webhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  if !genuine(r, body) { w.WriteHeader(401); return }',
    '  orders.Save(body)',
    '}',
  ];
  expect(read({ 'hooks.go': lines })).toEqual([`hooks.go:9 ${expected}`]);
});

describe('an error of Go that hides one of before', () => {
  const verdict = (...check: readonly string[]): string[] =>
    read({
      'main.go': [
        'package main',
        'import "github.com/stripe/stripe-go/v76/webhook"',
        'func take(w http.ResponseWriter, r *http.Request) {',
        '  body, err := io.ReadAll(r.Body)',
        '  if err != nil { return }',
        ...check,
        '  orders.MarkPaid(body)',
        '}',
        'func main() { http.HandleFunc("/webhooks/stripe", take) }',
      ],
    }).map((each) => each.split(' ').slice(1).join(' '));
  const CALL = 'webhook.ConstructEvent(body, r.Header.Get("Stripe-Signature"), os.Getenv("WEBHOOK_SECRET"))';

  test.each([
    ['and is only written down', 'log.Println(err)', 'ineffective error-swallowed'],
    ['and ends the request', 'w.WriteHeader(400); return', 'verified sdk-verifier'],
  ])('%s', (_title, refusal, expected) => {
    const check = `  if _, err := ${CALL}; err != nil { ${refusal} }`;
    expect(verdict(check, '  if err != nil { return }')).toEqual([expected]);
    expect(verdict(check)).toEqual([expected]);
  });
});
