import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

test('routes of a file in Rust that receives webhooks and manages none', () => {
  const text = [
    'pub fn router() -> Router { Router::new().route("/participant", post(participant)) }',
    'async fn participant(State(db): State<Pool>, participant: Json<Participant>) -> StatusCode {',
    '  Email::upsert(participant.id, &db).await;',
    '  StatusCode::NO_CONTENT',
    '}',
  ];
  expect(read({ 'src/handlers/webhooks.rs': text })).toEqual(['src/handlers/webhooks.rs:2 unverified no-verification']);
  const more = [...text, 'fn more() -> Router { Router::new().route("/participant", delete(remove)) }'];
  expect(read({ 'src/handlers/webhooks.rs': more })).toEqual([]);
});

test('the body that Rocket fills', () => {
  expect(
    read({
      'src/handlers/hooks.rs': [
        '#[openapi]',
        '#[post("/webhook/return", data = "<input>")]',
        'pub async fn return_item(input: Json<Item>) -> OResult<Output> {',
        '  redeploy(&input.item).await',
        '}',
      ],
    }),
  ).toEqual(['src/handlers/hooks.rs:3 unverified no-verification']);
});

test.each([
  ['#[get("/{id}/connect")]', '', []],
  [
    '',
    'pub async fn other(body: Bytes) -> StatusCode { take(body).await }',
    ['src/webhooks.rs:3 unverified no-verification'],
  ],
  ['', '', ['src/webhooks.rs:2 unverified no-verification']],
  [
    '',
    '#[cfg(test)] mod tests { async fn answers() { take(Bytes::new()).await; } }',
    ['src/webhooks.rs:2 unverified no-verification'],
  ],
])('a function behind %s and called by "%s"', (attribute, other, told) => {
  const text = [attribute, 'pub async fn take(body: Bytes) -> StatusCode { app.db.save(&body).await }', other];
  expect(read({ 'src/webhooks.rs': text })).toEqual(told);
});

test.each([
  ['webhooks are what it looks after', 'change_webhook(State(app): State<App>, Json(hook): Json<Hook>) -> ApiResult'],
  [
    'people of the application ask for it',
    'send_message(State(app): State<App>, Json(hook): Json<Message>) -> ApiResult',
  ],
  ['only who is signed in comes through', 'take(_admin: AdminRole, Json(hook): Json<Hook>) -> ApiResult'],
  [
    'only who has an account comes through',
    'take(Extension(auth): Extension<AuthenticatedBusiness>, Json(hook): Json<Hook>) -> ApiResult',
  ],
])('none where %s', (_, head) => {
  expect(read({ 'src/handlers/webhooks.rs': [`pub async fn ${head} {`, '  app.db.save(&hook).await', '}'] })).toEqual(
    [],
  );
});

test('what is sent says nothing of who is signed in, by whatever type it is read', () => {
  const text = ['pub async fn take(info: web::Json<AuthInfo>) -> ApiResult {', '  app.db.save(&info).await', '}'];
  expect(read({ 'src/handlers/webhooks.rs': text })).toEqual(['src/handlers/webhooks.rs:1 unverified no-verification']);
});

describe('a digest is fed under whatever name it has', () => {
  const verdict = (...lines: readonly string[]): string[] =>
    read({
      'src/webhooks.rs': [
        'pub async fn acme_webhook(headers: HeaderMap, body: Bytes) -> StatusCode {',
        '  let given = headers.get("x-acme-signature").unwrap();',
        ...lines,
        '  orders::paid(&body).await;',
        '  StatusCode::OK',
        '}',
      ],
    });
  const KEY = 'std::env::var("ACME_WEBHOOK_SECRET").unwrap().as_bytes()';

  test.each(['mac', 'm', 'h', 'signer', 'expected'])('%s', (name) => {
    const check = `if ${name}.verify_slice(given).is_err() { return StatusCode::UNAUTHORIZED; }`;
    for (const made of [
      `Hmac::<Sha256>::new_from_slice(${KEY}).unwrap()`,
      `HmacSha256::new_from_slice(${KEY}).expect("a key")`,
    ])
      expect(verdict(`let mut ${name} = ${made};`, `${name}.update(&body);`, check)).toEqual([
        'src/webhooks.rs:1 verified signature-compared',
      ]);
  });

  test('and compared as text', () => {
    const check = (name: string): string =>
      `if !constant_time_eq(hex::encode(${name}.finalize().into_bytes()).as_bytes(), given.as_bytes()) { return StatusCode::UNAUTHORIZED; }`;
    for (const name of ['mac', 'm', 'signer'])
      expect(
        verdict(
          `let mut ${name} = HmacSha256::new_from_slice(${KEY}).unwrap();`,
          `${name}.update(&body);`,
          check(name),
        ),
      ).toEqual(['src/webhooks.rs:1 verified signature-compared']);
  });

  test.each(['orders', 'machine'])('what else is updated takes the body before it is checked: %s', (name) => {
    expect(
      verdict(
        `let mut m = HmacSha256::new_from_slice(${KEY}).unwrap();`,
        `${name}.update(&body);`,
        'm.update(&body);',
        'if m.verify_slice(given).is_err() { return StatusCode::UNAUTHORIZED; }',
      ),
    ).toEqual(['src/webhooks.rs:1 ineffective after-use']);
  });
});

test('fields that are put together before the key is compared are no use of the body', () => {
  const handler = (before: string): string[] => [
    '#[post("/webhook/lava")]',
    'pub async fn lava_webhook(body: web::Bytes, req: HttpRequest, state: web::Data<AppState>) -> HttpResponse {',
    '    let form: HashMap<String, String> = serde_urlencoded::from_bytes(&body).unwrap();',
    '    let mut map = serde_json::Map::new();',
    `    for (k, v) in form { ${before}(k, v); }`,
    '    let key = req.headers().get("X-Api-Key").unwrap();',
    '    if key != state.lava_webhook_key.as_str() { return HttpResponse::Unauthorized().finish(); }',
    '    grant(map).await;',
    '    HttpResponse::Ok().finish()',
    '}',
  ];
  const path = 'src/api/webhooks_lava.rs';
  expect(read({ [path]: handler('map.insert') })).toEqual([`${path}:2 verified token-compared`]);
  expect(read({ [path]: handler('orders.insert') })).toEqual([`${path}:2 ineffective after-use`]);
});

describe('what returns within a value returns from the function', () => {
  const verdict = (...lines: readonly string[]): string[] =>
    read({
      'src/stripe.rs': [
        'impl StripeService {',
        '  pub fn verify(&self, payload: &str, sig: &str) -> AppResult<Event> {',
        ...SDK,
        '  }',
        '}',
      ],
      'src/webhooks.rs': [
        'use crate::stripe::StripeService;',
        'pub async fn stripe_webhook(req: HttpRequest, body: web::Bytes, stripe: web::Data<StripeService>) -> HttpResponse {',
        ...lines,
        '  match orders::paid(event).await { Ok(_) => HttpResponse::Ok().finish(), Err(_) => HttpResponse::Ok().finish() }',
        '}',
      ],
    });
  const SDK = ['Ok(stripe::Webhook::construct_event(payload, sig, &self.secret).map_err(|e| AppError::Auth(e))?)'];
  const REFUSE = 'return HttpResponse::Unauthorized().finish()';

  test.each([
    [
      'of a match',
      'let sig = match req.headers().get("stripe-signature") { Some(sig) => sig.to_str().unwrap_or(""), None => ' +
        REFUSE +
        ' };',
      'let event = match stripe.verify(&body, sig) { Ok(event) => event, Err(e) => { warn!("{e}"); ' +
        REFUSE +
        '; } };',
    ],
    [
      'of an if',
      'let sig = if let Some(sig) = req.headers().get("stripe-signature") { sig } else { ' + REFUSE + '; };',
      'let event = if let Ok(event) = stripe.verify(&body, sig) { event } else { ' + REFUSE + '; };',
    ],
    [
      'handed over at once',
      'let sig = req.headers().get("stripe-signature").unwrap();',
      'let event = Event::from(match stripe.verify(&body, sig) { Ok(event) => event, Err(_) => ' + REFUSE + ' });',
    ],
  ])('%s', (_, header, check) => {
    expect(verdict(header, check)).toEqual(['src/webhooks.rs:2 verified sdk-verifier']);
  });

  test('and what does not return goes on', () => {
    expect(
      verdict(
        'let sig = req.headers().get("stripe-signature").unwrap();',
        'let event = match stripe.verify(&body, sig) { Ok(event) => event, Err(_) => serde_json::from_slice(&body).unwrap() };',
      ),
    ).toEqual(['src/webhooks.rs:2 ineffective error-swallowed']);
  });
});

describe('a failure is a value', () => {
  const verdict = (check: string, answer = 'Result<bool, Error>'): string[] =>
    read({
      'src/webhooks.rs': [
        'pub async fn acme_webhook(headers: HeaderMap, body: Bytes) -> Result<StatusCode, StatusCode> {',
        '  let sig = headers.get("x-acme-signature").and_then(|h| h.to_str().ok()).unwrap_or("");',
        check,
        '  save_event(&body).await;',
        '  Ok(StatusCode::OK)',
        '}',
        `fn verify(body: &[u8], sig: &str) -> ${answer} {`,
        '  let mut mac = HmacSha256::new_from_slice(std::env::var("ACME_SECRET")?.as_bytes())?;',
        '  mac.update(body);',
        answer.includes('bool')
          ? '  Ok(hex::encode(mac.finalize().into_bytes()) == sig)'
          : '  mac.verify_slice(&hex::decode(sig)?).map_err(|_| Error::Bad)',
        '}',
      ],
    }).map((each) => each.split(' ').slice(1).join(' '));
  const REFUSE = 'return Err(StatusCode::UNAUTHORIZED)';

  test('that nobody takes', () => {
    for (const check of ['let _ = verify(&body, sig);', 'verify(&body, sig);'])
      expect(verdict(check, 'Result<(), Error>')).toEqual(['ineffective error-swallowed']);
    expect(verdict('verify(&body, sig).map_err(|_| StatusCode::UNAUTHORIZED)?;', 'Result<(), Error>')).toEqual([
      'verified signature-compared',
    ]);
  });

  test('that is told apart from an answer', () => {
    expect(verdict(`match verify(&body, sig) { Ok(true) => {}, Ok(false) => ${REFUSE}, Err(_) => ${REFUSE} }`)).toEqual(
      ['verified signature-compared'],
    );
    expect(verdict(`match verify(&body, sig) { Ok(valid) if valid => {}, _ => ${REFUSE} }`)).toEqual([
      'verified signature-compared',
    ]);
    expect(verdict(`match verify(&body, sig) { Ok(_) => {}, Err(_) => ${REFUSE} }`)).toEqual([
      'ineffective result-ignored',
    ]);
  });
});

describe('what takes itself out of the request', () => {
  const GUARD = (check: string): string[] => [
    'pub struct Verified;',
    "impl<'r> FromRequest<'r> for Verified {",
    "  async fn from_request(req: &'r Request<'_>) -> Outcome<Self, ()> {",
    '    match req.headers().get_one("X-Telegram-Bot-Api-Secret-Token") {',
    `      Some(token) ${check}=> Outcome::Success(Verified),`,
    '      _ => Outcome::Failure((Status::Unauthorized, ())),',
    '    }',
    '  }',
    '}',
  ];
  const ROUTE = [
    '#[post("/webhook/telegram", data = "<update>")]',
    'async fn telegram(_ok: Verified, update: Json<Update>) -> Status {',
    '  handle_update(update.into_inner()).await;',
    '  Status::Ok',
    '}',
  ];

  test('a guard of Rocket', () => {
    const asked = 'if token == std::env::var("TELEGRAM_SECRET").unwrap() ';
    expect(read({ 'src/main.rs': [...GUARD(asked), ...ROUTE] })).toEqual(['src/main.rs:11 verified token-compared']);
    expect(read({ 'src/main.rs': [...GUARD(''), ...ROUTE] })).toEqual(['src/main.rs:11 ineffective presence-only']);
    expect(read({ 'src/main.rs': ROUTE.map((line) => line.replace('_ok: Verified, ', '')) })).toEqual([
      'src/main.rs:2 unverified no-verification',
    ]);
  });

  test('an extractor of axum in another file', () => {
    const files = (check: string): Record<string, string[]> => ({
      'src/webhook.rs': [
        'use crate::guard::VerifiedSender;',
        'pub async fn acme_webhook(_v: VerifiedSender, Json(event): Json<Event>) -> StatusCode { save_event(event).await; StatusCode::OK }',
      ],
      'src/guard.rs': [
        'impl<S> FromRequestParts<S> for VerifiedSender {',
        '  async fn from_request_parts(parts: &mut Parts, _s: &S) -> Result<Self, StatusCode> {',
        '    let token = parts.headers.get("x-webhook-token").and_then(|v| v.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;',
        check,
        '    Ok(VerifiedSender)',
        '  }',
        '}',
      ],
    });
    const check = '    if token != std::env::var("WEBHOOK_TOKEN").unwrap() { return Err(StatusCode::UNAUTHORIZED); }';
    expect(read(files(check))).toEqual(['src/webhook.rs:2 verified token-compared']);
  });

  test('the body of a filter of warp', () => {
    expect(
      read({
        'src/main.rs': [
          'fn hook() { warp::post().and(warp::path("webhook")).and(warp::body::json()).and_then(handle_webhook) }',
          'async fn handle_webhook(ev: Event) -> Result<impl warp::Reply, warp::Rejection> { process_event(ev).await; Ok(warp::reply()) }',
        ],
      }),
    ).toEqual(['src/main.rs:2 unverified no-verification']);
  });
});
