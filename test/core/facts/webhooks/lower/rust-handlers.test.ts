import { beforeAll, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

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
  ['webhooks are what it looks after', 'change_webhook(State(app): State<App>, Json(hook): Json<Hook>) -> ApiResult'],
  ['only who is signed in comes through', 'take(_admin: AdminRole, Json(hook): Json<Hook>) -> ApiResult'],
])('none where %s', (_, head) => {
  expect(read({ 'src/handlers/webhooks.rs': [`pub async fn ${head} {`, '  app.db.save(&hook).await', '}'] })).toEqual(
    [],
  );
});
