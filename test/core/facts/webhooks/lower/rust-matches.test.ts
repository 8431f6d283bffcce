import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What a `match` of Rust gives a name.

const read = await makeVerdictReader();

test.each([
  ['which is compared', 'expected', 'verified signature-compared'],
  ['of which only the version is asked for', '"v1"', 'ineffective presence-only'],
])('a header that is matched under its own name, %s', (_title, compared, told) => {
  const files = {
    'src/webhooks.rs': [
      'pub async fn acme_webhook(headers: HeaderMap, body: String) -> StatusCode {',
      '  let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();',
      '  mac.update(body.as_bytes());',
      '  let expected = hex::encode(mac.finalize().into_bytes());',
      '  let sig = match headers.get("x-acme-signature") { Some(sig) => sig, None => return StatusCode::UNAUTHORIZED };',
      '  let sig = match sig.to_str() { Ok(s) => s, Err(_) => return StatusCode::UNAUTHORIZED };',
      `  if sig != ${compared} { return StatusCode::UNAUTHORIZED; }`,
      '  orders::paid(&body).await;',
      '  StatusCode::OK',
      '}',
    ],
  };
  expect(read(files)).toEqual([`src/webhooks.rs:1 ${told}`]);
});
