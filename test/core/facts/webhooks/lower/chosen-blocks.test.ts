import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Blocks of which one runs: cases, `select`, chains of `let`.

const read = await makeVerdictReader();

describe('Go', () => {
  const verdict = (...lines: readonly string[]): string[] =>
    read({
      'webhook.go': [
        'package shop',
        'func AcmeWebhook(w http.ResponseWriter, r *http.Request) {',
        '  body, _ := io.ReadAll(r.Body)',
        ...lines,
        '}',
      ],
    });

  test('a comment at the head of a case is not all that it does', () => {
    expect(verdict('  switch kind(body) {', '  case "paid":', '    // Once.', '    orders.Paid(body)', '  }')).toEqual([
      'webhook.go:2 unverified no-verification',
    ]);
  });

  const CHECK = [
    '    mac := hmac.New(sha256.New, []byte(os.Getenv("ACME_SECRET")))',
    '    mac.Write(body)',
    '    if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Acme-Signature"))) {',
    '      http.Error(w, "no", 401)',
    '      return',
    '    }',
  ];

  test.each([
    ['what gets the body behind a check', ['    settle(body)'], 'ineffective caller-decides'],
    ['that and leaves', ['    settle(body)', '    w.WriteHeader(200)', '    return'], 'ineffective caller-decides'],
    ['something else, which may verify', ['    other(body)'], 'unknown conditional'],
    ['nothing with the body', ['    w.WriteHeader(200)'], 'verified signature-compared'],
    ['nothing but take it apart', ['    json.Unmarshal(body, &ping)'], 'verified signature-compared'],
  ])('a case without a check that does %s', (_title, open, told) => {
    const switched = [
      '  switch r.PathValue("from") {',
      '  case "acme":',
      ...CHECK,
      '    settle(body)',
      '  case "cash":',
    ];
    expect(verdict(...switched, ...open, '  }')).toEqual([`webhook.go:2 ${told}`]);
  });

  const select = (...first: readonly string[]): string[] =>
    verdict('  select {', '  case queue <- body:', ...first, '  default:', '    orders.Paid(body)', '  }');

  test('what a select does counts, whichever of its cases runs', () => {
    expect(select('    w.WriteHeader(202)')).toEqual(['webhook.go:2 unverified no-verification']);
  });

  test('a select behind a check is behind it', () => {
    expect(
      verdict(...CHECK, '  select {', '  case queue <- body:', '  case <-r.Context().Done():', '    return', '  }'),
    ).toEqual(['webhook.go:2 verified signature-compared']);
  });
});

describe('a chain of `let` in Rust', () => {
  const verdict = (condition: string): string[] =>
    read({
      'src/webhooks.rs': [
        'pub async fn acme_webhook(headers: HeaderMap, body: Bytes) -> StatusCode {',
        '  let mut mac = HmacSha256::new_from_slice(std::env::var("ACME_SECRET").unwrap().as_bytes()).unwrap();',
        '  mac.update(&body);',
        `  if ${condition} {`,
        '    orders::paid(&body).await;',
        '    return StatusCode::OK;',
        '  }',
        '  StatusCode::UNAUTHORIZED',
        '}',
      ],
    });

  test('holds where each of its conditions does', () => {
    const given = 'let Some(given) = headers.get("x-acme-signature")';
    expect(verdict(`${given} && let Ok(()) = mac.verify_slice(given.as_bytes())`)).toEqual([
      'src/webhooks.rs:1 verified signature-compared',
    ]);
    expect(verdict(`${given} && !body.is_empty()`)).toEqual(['src/webhooks.rs:1 unverified no-verification']);
  });
});
