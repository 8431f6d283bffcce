import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// How functions of Go refuse what is not genuine: by their error, by a password.

const read = await makeVerdictReader();

test('what may be an error is thrown only where it is one', () => {
  const handler = (answer: string): string[] => [
    'package handlers',
    'func (h *Handler) StripeWebhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  event, err := h.verified(body, r.Header.Get("Stripe-Signature"))',
    '  if err != nil { http.Error(w, "bad", 400); return }',
    '  h.orders.Update(event)',
    '}',
    'func (h *Handler) verified(body []byte, sig string) (*Event, error) {',
    '  event, err := webhook.ConstructEvent(body, sig, h.secret)',
    '  if err != nil { return nil, err }',
    answer,
    '}',
  ];
  for (const answer of ['  return event, h.db.Save(event).Error', '  return event, nil'])
    expect(read({ 'handlers/webhook.go': handler(answer) })).toEqual(['handlers/webhook.go:2 verified sdk-verifier']);
});

test('what reads and verifies fails where its error is one', () => {
  const files = (asked: string): Record<string, string[]> => ({
    'go.mod': ['module app'],
    'webhook/github.go': [
      'package webhook',
      'import "app/signature"',
      'func (h *Handler) GithubWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, err := signature.ReadAndVerify(r, h.secret)',
      '  if err != nil { http.Error(w, "bad", 401); return }',
      '  h.queue.Push(body)',
      '}',
    ],
    'signature/verify.go': [
      'package signature',
      'func ReadAndVerify(r *http.Request, secret []byte) ([]byte, error) {',
      '  body, err := io.ReadAll(r.Body)',
      '  if err != nil { return nil, err }',
      '  mac := hmac.New(sha256.New, secret)',
      '  mac.Write(body)',
      '  sig, err := hex.DecodeString(r.Header.Get("X-Hub-Signature-256"))',
      '  if err != nil { return nil, err }',
      asked,
      '  return body, nil',
      '}',
    ],
  });
  const refused = '  if !hmac.Equal(mac.Sum(nil), sig) { return nil, errors.New("bad signature") }';
  expect(read(files(refused))).toEqual(['webhook/github.go:3 verified signature-compared']);
  expect(read(files('  log.Println(hmac.Equal(mac.Sum(nil), sig))'))).not.toEqual([
    'webhook/github.go:3 verified signature-compared',
  ]);
});

test.each([
  ['and nobody is let in without one', 'http.Error(w, "closed", 503); return', 'verified sdk-verifier'],
  ['and all are let in without one', 'json.Unmarshal(body, &event)', 'optional skipped-without-secret'],
])('a secret without the spaces around it, %s', (_title, without, told) => {
  const handler = [
    'package hooks',
    'func (h *Handler) StripeWebhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  secret := strings.TrimSpace(h.cfg.StripeWebhookSecret)',
    '  var event stripe.Event',
    '  if secret != "" {',
    '    var err error',
    '    event, err = webhook.ConstructEvent(body, strings.TrimSpace(r.Header.Get("Stripe-Signature")), secret)',
    '    if err != nil { http.Error(w, "bad", 400); return }',
    '  } else {',
    `    ${without}`,
    '  }',
    '  h.orders.Update(event)',
    '}',
  ];
  expect(read({ 'hooks/webhook.go': handler })).toEqual([`hooks/webhook.go:2 ${told}`]);
});

test.each([
  ['that responds with the error', 'web.HandleError(w, err)', 'verified sdk-verifier'],
  ['that knows no response', 'web.HandleError(err)', 'ineffective error-swallowed'],
  ['that asks for one error of many', 'web.IsTimeoutError(w, err)', 'ineffective error-swallowed'],
])('a function of another module %s', (_title, asked, told) => {
  const handler = [
    'package hooks',
    'import "acme.dev/web"',
    'func (h *Handler) StripeWebhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  event, err := webhook.ConstructEvent(body, r.Header.Get("Stripe-Signature"), h.secret)',
    `  if ${asked} { return }`,
    '  h.orders.Update(event)',
    '}',
  ];
  expect(read({ 'hooks/webhook.go': handler })).toEqual([`hooks/webhook.go:3 ${told}`]);
});

test('a helper that fails with an error of a type of its own', () => {
  const file = (given: string, result = '*apiError'): Record<string, string[]> => ({
    'hook.go': [
      'package hook',
      'func (h *Hook) InboundWebhook(c *gin.Context) {',
      '  body, _ := io.ReadAll(c.Request.Body)',
      '  if e := h.check(body, c.GetHeader("X-Signature")); e != nil { e.Answer(c); return }',
      '  h.store.Save(body)',
      '}',
      `func (h *Hook) check(body []byte, given string) ${result} {`,
      '  mac := hmac.New(sha256.New, []byte(h.secret))',
      '  mac.Write(body)',
      `  if !hmac.Equal(mac.Sum(nil), []byte(given)) { return ${given} }`,
      '  return nil',
      '}',
    ],
  });
  expect(read(file('&apiError{401, "signature"}'))).toEqual(['hook.go:2 verified signature-compared']);
  expect(read(file('errs.New("signature")', '*errs.Error'))).toEqual(['hook.go:2 verified signature-compared']);
  expect(read(file('nil'))).toEqual(['hook.go:2 ineffective result-ignored']);
});

test.each([
  ['a refusal', 'denial.Unauthorized()', 'verified signature-compared'],
  ['what says nothing', 'audit.Record(r)', 'ineffective result-ignored'],
])('a check that returns the error of a function that is named for %s', (_title, given, told) => {
  const handler = [
    'package hooks',
    'func InboundWebhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  if err := check(r, body); err != nil { w.WriteHeader(401); return }',
    '  store.Save(body)',
    '}',
    'func check(r *http.Request, body []byte) error {',
    '  mac := hmac.New(sha256.New, key)',
    '  mac.Write(body)',
    `  if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Signature"))) { return ${given} }`,
    '  return nil',
    '}',
  ];
  expect(read({ 'hooks/webhook.go': handler })).toEqual([`hooks/webhook.go:2 ${told}`]);
});

describe('a password of Go', () => {
  test('that the handler asks for', () => {
    const file = (asked: string): Record<string, string[]> => ({
      'hook.go': [
        'package hook',
        'func (h *Hook) InboundWebhook(w http.ResponseWriter, r *http.Request) {',
        '  user, pass, ok := r.BasicAuth()',
        `  if ${asked} { w.WriteHeader(401); return }`,
        '  var e Event',
        '  json.NewDecoder(r.Body).Decode(&e)',
        '  h.store.Save(user, e)',
        '}',
      ],
    });
    expect(read(file('!ok || pass != h.password'))).toEqual(['hook.go:2 verified token-compared']);
    expect(read(file('!ok'))).toEqual(['hook.go:2 ineffective presence-only']);
  });

  test('that a middleware asks for', () => {
    const file = (answer: string): Record<string, string[]> => ({
      'main.go': [
        'package main',
        'import "github.com/labstack/echo/v4"',
        'func main() {',
        '  g := e.Group("/webhooks")',
        `  g.Use(middleware.KeyAuth(func(key string, c echo.Context) (bool, error) { return ${answer}, nil }))`,
        '  g.POST("/orders", orders)',
        '}',
        'func orders(c echo.Context) error { var o Order; c.Bind(&o); return save(o) }',
      ],
    });
    expect(read(file('key == os.Getenv("HOOK_KEY")'))).toEqual(['main.go:8 verified token-compared']);
    expect(read(file('true'))).not.toEqual(['main.go:8 verified token-compared']);
  });
});

test('an error that nobody takes refuses nothing', () => {
  const handler = (call: string): string[] => [
    'package handler',
    'func (h *H) Webhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    call,
    '  h.orders.Save(body)',
    '}',
    'func (h *H) check(body []byte, sig string) error {',
    '  mac := hmac.New(sha256.New, h.key); mac.Write(body)',
    '  if !hmac.Equal([]byte(sig), mac.Sum(nil)) { return ErrBad }',
    '  return nil',
    '}',
  ];
  const CALL = 'h.check(body, r.Header.Get("X-Acme-Signature"))';
  for (const call of [CALL, `_ = ${CALL}`])
    expect(read({ 'handler/webhook.go': handler(call) })).toEqual(['handler/webhook.go:2 ineffective error-swallowed']);
  const taken = `if err := ${CALL}; err != nil { http.Error(w, "no", 401); return }`;
  expect(read({ 'handler/webhook.go': handler(taken) })).toEqual(['handler/webhook.go:2 verified signature-compared']);
});

test.each([
  [
    'appstore.New()',
    'if err := client.ParseNotificationV2(note.SignedPayload, &token); err != nil',
    'verified sdk-verifier',
  ],
  [
    'appstore.New()',
    'if err := client.ParseNotificationV2WithClaim(note.SignedPayload, &token); err != nil',
    'verified sdk-verifier',
  ],
  [
    'appstore.New()',
    'client.ParseNotificationV2(note.SignedPayload, &token); if token.Empty()',
    'ineffective error-swallowed',
  ],
])("a package that verifies Apple's notifications: %s, %s", (made, parsed, expected) => {
  const lines = [
    'package hook',
    'import "github.com/awa/go-iap/appstore"',
    'func AppleWebhook(w http.ResponseWriter, r *http.Request) {',
    '  var note Notification; json.NewDecoder(r.Body).Decode(&note)',
    `  client := ${made}; token := jwt.Token{}`,
    `  ${parsed} { http.Error(w, "bad", 400); return }`,
    '  orders.Save(note)',
    '}',
  ];
  expect(read({ 'hook.go': lines })).toEqual([`hook.go:3 ${expected}`]);
});

test.each([
  ['h.drop(w, status); return', 'verified signature-compared'],
  ['h.drop(w, status)', 'ineffective error-swallowed'],
  ['h.orders.Apply(body); return', 'ineffective error-swallowed'],
])('a failure that a method has told is answered by another, behind `err != nil { %s }`', (refusal, verdict) => {
  const lines = [
    'package hooks',
    'func Routes(mux *http.ServeMux, h *Receiver) { mux.HandleFunc("/webhooks/acme", h.Take) }',
    'func (h *Receiver) Take(w http.ResponseWriter, r *http.Request) {',
    '  body, err := io.ReadAll(r.Body)',
    '  if err != nil { h.drop(w, 400); return }',
    '  status, err := h.check(r.Header.Get("X-Acme-Signature"), body)',
    `  if err != nil { ${refusal} }`,
    '  h.jobs.Push(body)',
    '}',
    'func (h *Receiver) check(given string, body []byte) (int, error) {',
    '  mac := hmac.New(sha256.New, h.secret)',
    '  mac.Write(body)',
    '  if !hmac.Equal(mac.Sum(nil), []byte(given)) { return 401, fmt.Errorf("bad signature") }',
    '  return 200, nil',
    '}',
    'func (h *Receiver) drop(w http.ResponseWriter, status int) { dropped.Inc(); h.store.Save(status); w.WriteHeader(status) }',
  ];
  expect(read({ 'receiver.go': lines })).toEqual([`receiver.go:3 ${verdict}`]);
});
