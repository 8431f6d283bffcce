import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What Rust asks of what may be there or not, and macros that end a function where something is not so.

const read = await makeVerdictReader();

const GIVEN = 'headers.get("x-acme-token").and_then(|v| v.to_str().ok())';
const REFUSE = '{ return Err(AppError::Unauthorized); }';
const SIGNED = [
  '  let given = headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or_default();',
  '  let mut mac = Hmac::<Sha256>::new_from_slice(state.webhook_secret.as_bytes())?;',
  '  mac.update(&body);',
];
const DIGEST = '  let expected = hex::encode(mac.finalize().into_bytes());';

const verdict = (...check: readonly string[]): string | undefined =>
  read({
    'src/webhooks.rs': [
      'async fn acme_webhook(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, AppError> {',
      ...check,
      '  orders::paid(&body).await;',
      '  Ok(StatusCode::OK)',
      '}',
    ],
  })[0]?.replace('src/webhooks.rs:1 ', '');

test.each([
  [`if !${GIVEN}.is_some_and(|v| v == state.webhook_secret) ${REFUSE}`, 'verified token-compared'],
  [
    `let ok = ${GIVEN}.map(|v| v == state.webhook_secret).unwrap_or(false); if !ok ${REFUSE}`,
    'verified token-compared',
  ],
  [
    `let ok = ${GIVEN}.map(|v| v == state.webhook_secret).unwrap_or(true); if !ok ${REFUSE}`,
    'ineffective skipped-without-signature',
  ],
  [`if !${GIVEN}.map(|v| v == state.webhook_secret).unwrap_or_default() ${REFUSE}`, 'verified token-compared'],
  [`if !${GIVEN}.map_or(false, |v| v == state.webhook_secret) ${REFUSE}`, 'verified token-compared'],
  [`if !${GIVEN}.map_or(true, |v| v == state.webhook_secret) ${REFUSE}`, 'ineffective skipped-without-signature'],
  [`if !${GIVEN}.map_or_else(|| false, |v| v == state.webhook_secret) ${REFUSE}`, 'verified token-compared'],
  [`if !${GIVEN}.is_none_or(|v| v == state.webhook_secret) ${REFUSE}`, 'ineffective skipped-without-signature'],
  [`if ${GIVEN}.filter(|v| *v == state.webhook_secret).is_none() ${REFUSE}`, 'verified token-compared'],
  [
    `${GIVEN}.filter(|v| *v == state.webhook_secret).map(|_| ()).ok_or(AppError::Unauthorized)?;`,
    'verified token-compared',
  ],
  [`if ${GIVEN}.filter(|v| !v.is_empty()).is_none() ${REFUSE}`, 'ineffective presence-only'],
  [`if !matches!(${GIVEN}, Some(v) if v == state.webhook_secret) ${REFUSE}`, 'verified token-compared'],
  [`if !matches!(${GIVEN}, Some(_)) ${REFUSE}`, 'unverified no-verification'],
  [
    `let ok = ${GIVEN}.is_some_and(|v| v == state.webhook_secret); if !ok { warn!("bad"); }`,
    'ineffective result-ignored',
  ],
  [
    `if !headers.iter().any(|(k, v)| k == "x-acme-token" && v == state.webhook_secret.as_str()) ${REFUSE}`,
    'verified token-compared',
  ],
])('a token: %s', (check, expected) => {
  expect(verdict(check)).toBe(expected);
});

test.each([
  ['ensure!(expected == given, "bad signature");', 'verified signature-compared'],
  ['anyhow::ensure!(constant_time_eq(expected.as_bytes(), given.as_bytes()), "bad");', 'verified signature-compared'],
  ['ensure!(!given.is_empty(), "no signature");', 'ineffective presence-only'],
  ['assert_eq!(expected, given);', 'verified signature-compared'],
  ['assert_ne!(given, "", "no signature {expected}");', 'ineffective presence-only'],
  ['debug_assert_eq!(expected, given);', 'unverified no-verification'],
  ['(expected == given).then_some(()).ok_or(AppError::Unauthorized)?;', 'verified signature-compared'],
  ['expected.eq(given).then(|| ()).ok_or_else(|| AppError::Unauthorized)?;', 'verified signature-compared'],
  ['if (expected == given).then_some(()).is_none() { warn!("bad"); }', 'ineffective result-ignored'],
  ['Some(given).filter(|g| *g == expected).ok_or(AppError::Unauthorized)?;', 'verified signature-compared'],
  [`if !given.split(' ').collect::<Vec<_>>().contains(&expected.as_str()) ${REFUSE}`, 'verified signature-compared'],
  [
    `if !given.split(' ').any(|p| p.split_once(',').map(|(_, s)| s == expected).unwrap_or(false)) ${REFUSE}`,
    'verified signature-compared',
  ],
  [
    `let difference = expected.bytes().zip(given.bytes()).fold(0u8, |sum, (a, b)| sum | (a ^ b)); if difference != 0 ${REFUSE}`,
    'verified signature-compared',
  ],
  [
    'let difference = expected.bytes().zip(given.bytes()).fold(0u8, |sum, (a, b)| sum | (a ^ b)); info!("{difference}");',
    'ineffective result-ignored',
  ],
])('a digest: %s', (check, expected) => {
  expect(verdict(...SIGNED, DIGEST, check)).toBe(expected);
});

test.each([
  [`if !hex::decode(given).is_ok_and(|sig| mac.verify_slice(&sig).is_ok()) ${REFUSE}`, 'verified signature-compared'],
  [
    'hex::decode(given).ok().and_then(|sig| mac.verify_slice(&sig).ok()).ok_or(AppError::Unauthorized)?;',
    'verified signature-compared',
  ],
  [`if mac.verify_slice(given.as_bytes()).ok().is_none() ${REFUSE}`, 'verified signature-compared'],
  ['mac.verify_slice(given.as_bytes()).ok();', 'ineffective error-swallowed'],
])('a verifier that fails by value: %s', (check, expected) => {
  expect(verdict(...SIGNED, check)).toBe(expected);
});

test.each([
  ['expected == given', 'verified signature-compared'],
  ['!given.is_empty()', 'ineffective presence-only'],
])('a function that is called as a macro is: %s', (answer, expected) => {
  const lines = [
    'async fn acme_webhook(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, AppError> {',
    '  let given = headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or_default();',
    `  if !matches(&body, given, &state.webhook_secret) ${REFUSE}`,
    '  orders::paid(&body).await;',
    '  Ok(StatusCode::OK)',
    '}',
    'fn matches(body: &[u8], given: &str, secret: &str) -> bool {',
    '  let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();',
    '  mac.update(body);',
    DIGEST,
    `  ${answer}`,
    '}',
  ];
  expect(read({ 'src/webhooks.rs': lines })[0]).toBe(`src/webhooks.rs:1 ${expected}`);
});
