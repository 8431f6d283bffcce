import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// How a check of Rust is written, where it stands, and who asks for it.

const read = await makeVerdictReader();

const AFTER_CHECK = ['  orders::paid(&body).await;', '  StatusCode::OK', '}'];
const GIVEN = '  let sig = headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or("");';
const HANDLER = 'pub async fn acme_webhook(headers: HeaderMap, body: String) -> StatusCode {';

describe('a digest is compared', () => {
  const verdict = (secret: string, made: string, compared: string): string[] =>
    read({
      'src/webhooks.rs': [
        HANDLER,
        GIVEN,
        '  if check(&headers, &body, sig).is_err() { return StatusCode::UNAUTHORIZED; }',
        ...AFTER_CHECK,
        'fn check(headers: &HeaderMap, body: &str, sig: &str) -> anyhow::Result<()> {',
        `  let mut mac = Hmac::<Sha256>::new_from_slice(${secret}.as_bytes())?;`,
        made,
        '  let expected = hex::encode(mac.finalize().into_bytes());',
        compared,
        '}',
      ],
    }).map((each) => each.split(' ').slice(1).join(' '));
  const SECRET = 'std::env::var("ACME_SECRET")?';
  const FED = '  mac.update(body.as_bytes());';

  test.each([
    [
      'by subtle, as a number',
      'if expected.as_bytes().ct_eq(sig.as_bytes()).unwrap_u8() != 1 { bail!("bad"); } Ok(())',
    ],
    ['and refused by a macro of a crate', 'if expected != sig { anyhow::bail!("bad") } Ok(())'],
    [
      'to one of several',
      'for each in sig.split(\' \') { if each == expected { return Ok(()); } } anyhow::bail!("bad")',
    ],
  ])('%s', (_, compared) => {
    expect(verdict(SECRET, FED, compared)).toEqual(['verified signature-compared']);
  });

  test.each([
    ['and the answer is left', 'let _ = expected.as_bytes().ct_eq(sig.as_bytes()).unwrap_u8(); Ok(())'],
    ['and logged', 'if expected != sig { tracing::warn!("bad") } Ok(())'],
  ])('%s', (_, compared) => {
    expect(verdict(SECRET, FED, compared)).not.toEqual(['verified signature-compared']);
  });

  test.each([
    ['mac.finalize().into_bytes().encode_hex::<String>()', ['src/webhooks.rs:1 verified signature-compared']],
    ['WANTED.to_lowercase().parse::<String>()', ['src/webhooks.rs:1 unverified no-verification']],
  ])('that a call with types gives out: %s', (made, expected) => {
    const files = {
      'src/webhooks.rs': [
        HANDLER,
        GIVEN,
        `  let mut mac: Hmac<Sha256> = Hmac::new_from_slice(${SECRET}.as_bytes())?;`,
        FED,
        `  let expected = ${made};`,
        '  if &*expected != sig { return StatusCode::UNAUTHORIZED; }',
        ...AFTER_CHECK,
      ],
    };
    expect(read(files)).toEqual(expected);
  });

  test.each([
    ['pushed to it', 'text.push_str(&format!("{byte:02x}"));'],
    ['written to it', 'write!(&mut text, "{byte:02x}").unwrap();'],
  ])('of which each byte is %s', (_, put) => {
    const files = (compared: string): Record<string, string[]> => ({
      'src/webhooks.rs': [
        'const SIGNATURE: &str = "x-acme-signature";',
        HANDLER,
        '  let given = headers.get(SIGNATURE).and_then(|v| v.to_str().ok());',
        '  if let Err(err) = check(&body, given, &STATE.config.webhook_secret) { return StatusCode::UNAUTHORIZED; }',
        ...AFTER_CHECK,
        'fn check(body: &str, given: Option<&str>, secret: &str) -> Result<(), Refused> {',
        '  let given = given.ok_or(Refused::Missing)?;',
        '  let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;',
        FED,
        `  ${compared}`,
        '}',
        `fn hex(bytes: &[u8]) -> String { let mut text = String::new(); for byte in bytes { ${put} } text }`,
      ],
    });
    const compared = 'if hex(&mac.finalize().into_bytes()) == given { Ok(()) } else { Err(Refused::Bad) }';
    expect(read(files(compared))).toEqual(['src/webhooks.rs:2 verified signature-compared']);
    expect(read(files(compared.replace('Err(Refused::Bad)', 'Ok(())')))[0]).toContain(' ineffective ');
  });

  test.each([
    ['Hmac::<Sha1>::new_varkey(secret.as_bytes()).unwrap()', 'mac.result().code().as_slice() == given'],
    ['Hmac::new(Sha1::new(), secret.as_bytes())', 'mac.result() == MacResult::new(given)'],
  ])('by crates as they were: %s', (made, compared) => {
    const files = (asked: string): Record<string, string[]> => ({
      'src/webhooks.rs': [
        HANDLER,
        GIVEN,
        `  ${asked}`,
        ...AFTER_CHECK,
        'fn valid(body: &str, given: &[u8], secret: &str) -> bool {',
        `  let mut mac = ${made};`,
        '  mac.input(body.as_bytes());',
        `  ${compared}`,
        '}',
      ],
    });
    const call = 'valid(&body, sig.as_bytes(), &config.hook_secret)';
    expect(read(files(`if !${call} { return StatusCode::UNAUTHORIZED; }`))).toEqual([
      'src/webhooks.rs:1 verified signature-compared',
    ]);
    expect(read(files(`let _ = ${call};`))).toEqual(['src/webhooks.rs:1 ineffective result-ignored']);
  });

  test('of a text that takes in the body by its name', () => {
    const made = (text: string): string => `  let text = format!("${text}"); mac.update(text.as_bytes());`;
    const compared = 'if expected != sig { bail!("bad") } Ok(())';
    expect(verdict(SECRET, made('v1:{body}'), compared)).toEqual(['verified signature-compared']);
  });
});

describe('a secret that may be missing', () => {
  const verdict = (...check: readonly string[]): string[] =>
    read({ 'src/webhooks.rs': [HANDLER, GIVEN, ...check, '  orders::paid(event).await;', '  StatusCode::OK', '}'] });
  const SDK =
    'match stripe::Webhook::construct_event(&body, sig, &secret) { Ok(e) => e, Err(_) => return StatusCode::BAD_REQUEST }';

  test('is asked for as a result', () => {
    const event = (otherwise: string): string =>
      `let event = match std::env::var("STRIPE_WEBHOOK_SECRET") { Ok(secret) => ${SDK}, Err(_) => ${otherwise} };`;
    expect(verdict(event('serde_json::from_str(&body).unwrap()'))).toEqual([
      'src/webhooks.rs:1 optional skipped-without-secret',
    ]);
    expect(verdict(event('return StatusCode::INTERNAL_SERVER_ERROR'))).toEqual([
      'src/webhooks.rs:1 verified sdk-verifier',
    ]);
  });
});

describe('a function of a type', () => {
  const file = (head: string, ...routes: readonly string[]): Record<string, string[]> => ({
    'src/api/hooks.rs': [
      'impl Hooks {',
      ...routes,
      `  async fn ${head} -> StatusCode {`,
      '    app.orders.paid(event).await;',
      '    StatusCode::OK',
      '  }',
      '}',
    ],
  });
  const ROUTE = '  pub fn router() -> Router<App> { Router::new().route("/webhooks/acme", post(Self::acme)) }';

  test('is a handler where a route names it', () => {
    expect(read(file('acme(State(app): State<App>, Json(event): Json<Event>)', ROUTE))).toEqual([
      'src/api/hooks.rs:3 unverified no-verification',
    ]);
  });

  test('and none as a method that handlers call', () => {
    expect(read(file('acme_webhook(&self, Json(event): Json<Event>)'))).toEqual([]);
  });
});

describe('an extractor', () => {
  const files = (type: string, name: string): Record<string, string[]> => ({
    'src/extract.rs': [
      'pub struct SignedBody(pub Bytes);',
      'impl<S> FromRequest<S> for SignedBody {',
      '  async fn from_request(req: Request, state: &S) -> Result<Self, StatusCode> {',
      '    let sig = req.headers().get("x-hub-signature-256").and_then(|v| v.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;',
      '    let body = Bytes::from_request(req, state).await.map_err(|_| StatusCode::BAD_REQUEST)?;',
      '    let mut mac = HmacSha256::new_from_slice(std::env::var("ACME_SECRET").unwrap().as_bytes()).unwrap();',
      '    mac.update(&body);',
      '    mac.verify_slice(&hex::decode(sig).unwrap()).map_err(|_| StatusCode::UNAUTHORIZED)?;',
      '    Ok(SignedBody(body))',
      '  }',
      '}',
    ],
    'src/webhook.rs': [
      'use crate::extract::SignedBody;',
      `pub async fn acme_webhook(${name}: ${type}) -> StatusCode { orders::paid(body).await; StatusCode::OK }`,
    ],
  });

  test('may be all that a handler takes, whatever it is called', () => {
    for (const name of ['SignedBody(body)', 'body', '_signature'])
      expect(read(files('SignedBody', name))).toEqual(['src/webhook.rs:2 verified signature-compared']);
    expect(read(files('Bytes', 'body'))).toEqual(['src/webhook.rs:2 unverified no-verification']);
  });
});

test('a crate of the workspace by the name that its folder has the end of', () => {
  const files = (folder: string, crate: string): Record<string, string[]> => ({
    [`crates/${folder}/src/lib.rs`]: ['pub mod billing;'],
    [`crates/${folder}/src/billing.rs`]: [
      'pub fn verified_event(headers: &HeaderMap, body: &str) -> Result<Event, Error> {',
      '  let sig = headers.get("stripe-signature").and_then(|v| v.to_str().ok()).ok_or(Error::Bad)?;',
      '  Ok(stripe::Webhook::construct_event(body, sig, &std::env::var("STRIPE_WEBHOOK_SECRET")?)?)',
      '}',
    ],
    'crates/api/src/hooks.rs': [
      `use ${crate}::billing::verified_event;`,
      'pub async fn stripe_webhook(headers: HeaderMap, body: String) -> Result<StatusCode, Error> {',
      '  let event = verified_event(&headers, &body)?;',
      '  orders::paid(event).await;',
      '  Ok(StatusCode::OK)',
      '}',
    ],
  });
  for (const [folder, crate] of [
    ['shop-billing', 'shop_billing'],
    ['billing', 'shop_billing'],
  ] as const)
    expect(read(files(folder, crate))).toEqual(['crates/api/src/hooks.rs:2 verified sdk-verifier']);
  expect(read(files('billing', 'shopbilling'))).toEqual(['crates/api/src/hooks.rs:2 unknown delegated-unresolved']);
});

describe('what becomes of a verifier that fails', () => {
  const verdict = (...check: readonly string[]): string[] =>
    read({ 'src/webhooks.rs': [HANDLER, GIVEN, ...check, ...AFTER_CHECK, ...VERIFY] });
  const VERIFY = [
    'fn verify_body(body: &str, sig: &str) -> anyhow::Result<Event> {',
    '  let mut mac = Hmac::<Sha256>::new_from_slice(std::env::var("ACME_SECRET")?.as_bytes())?;',
    '  mac.update(body.as_bytes());',
    '  mac.verify_slice(&hex::decode(sig)?)?;',
    '  Ok(serde_json::from_str(body)?)',
    '}',
  ];

  test.each([
    ['something else is taken instead', 'verify_body(&body, sig).unwrap_or_else(|_| parse(&body))', 'ineffective'],
    ['it panics', 'verify_body(&body, sig).unwrap_or_else(|_| panic!("bad"))', 'verified'],
  ])('%s', (_title, taken, expected) => {
    expect(verdict(`  let event = ${taken};`).map((each) => each.split(' ')[1])).toEqual([expected]);
  });

  test('nobody hears of it', () => {
    expect(verdict('  verify_body(&body, sig).ok();')).toEqual(['src/webhooks.rs:1 ineffective error-swallowed']);
  });
});

test.each([
  ['what all handlers are given holds the secret', 'data: web::Data<AppState>', 'verified token-compared'],
  ['the body says what it is', 'data: web::Json<Update>', 'unverified no-verification'],
])('%s', (_title, parameter, expected) => {
  const lines = [
    '#[post("/telegram/webhook")]',
    `pub async fn receive(req: HttpRequest, body: web::Bytes, ${parameter}) -> HttpResponse {`,
    '  let given = req.headers().get("X-Telegram-Bot-Api-Secret-Token").and_then(|v| v.to_str().ok()).unwrap_or("");',
    '  if given != data.webhook_secret { return HttpResponse::Unauthorized().finish(); }',
    '  updates::insert(&body).await;',
    '  HttpResponse::Ok().finish()',
    '}',
  ];
  expect(read({ 'src/bot.rs': lines })).toEqual([`src/bot.rs:2 ${expected}`]);
});

test('a method of what all handlers are given verifies', () => {
  const lines = (asked: string): string[] => [
    'impl Verifier {',
    '  fn check(&self, req: &HttpRequest) -> Result<(), Error> {',
    '    if req.headers().get("X-Acme-Token").and_then(|v| v.to_str().ok()) != Some(self.token.as_str()) { return Err(ErrorUnauthorized("token")); }',
    '    Ok(())',
    '  }',
    '}',
    '#[post("/acme/webhook")]',
    'async fn acme(req: HttpRequest, body: web::Bytes, v: web::Data<Verifier>) -> Result<HttpResponse, Error> {',
    `  ${asked}`,
    '  orders::insert(&body).await;',
    '  Ok(HttpResponse::Ok().finish())',
    '}',
  ];
  expect(read({ 'src/hooks.rs': lines('v.check(&req)?;') })).toEqual(['src/hooks.rs:8 verified token-compared']);
  expect(read({ 'src/hooks.rs': lines('let _ = v.check(&req);') })).toEqual([
    'src/hooks.rs:8 ineffective error-swallowed',
  ]);
});

describe('a verifier that a module only gives on', () => {
  const files = (given: string, refusal: string): Record<string, string[]> => ({
    'src/handlers/hooks.rs': [
      'use crate::services::Payments;',
      HANDLER,
      GIVEN,
      '  if Payments::verify_webhook(&body, sig, &SECRET).is_err() { return StatusCode::UNAUTHORIZED; }',
      ...AFTER_CHECK,
    ],
    'src/services/mod.rs': ['pub mod payments;', given],
    'src/services/payments.rs': [
      'pub struct Payments;',
      'impl Payments {',
      '  pub fn verify_webhook(body: &str, given: &str, secret: &str) -> Result<(), Refused> {',
      '    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;',
      '    mac.update(body.as_bytes());',
      `    if hex::encode(mac.finalize().into_bytes()) != given { ${refusal} }`,
      '    Ok(())',
      '  }',
      '}',
    ],
  });

  test.each([
    ['pub use payments::Payments;'],
    ['pub use self::payments::{Payments, Other};'],
    ['pub use payments::*;'],
    ['pub(crate) use payments::Payments;'],
  ])('%s', (given) => {
    expect(read(files(given, 'return Err(Refused);'))).toEqual(['src/handlers/hooks.rs:2 verified signature-compared']);
    expect(read(files(given, 'tracing::warn!("bad");'))).toEqual([
      'src/handlers/hooks.rs:2 ineffective result-ignored',
    ]);
  });
});
