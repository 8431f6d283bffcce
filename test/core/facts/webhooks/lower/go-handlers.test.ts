import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// Handlers of Go that another file registers: what they are called tells whether they receive webhooks or manage them.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

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
    expect(read(method('Stripe'))).toEqual(['internal/handlers/webhook.go:2 unverified no-verification']);
    for (const name of [
      'StartVerification',
      'SetWebhookUrl',
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
