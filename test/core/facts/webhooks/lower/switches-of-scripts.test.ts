import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What a script of PHP says itself of whether it checks: a switch that it sets, and a file that a secret is kept in.

const read = await makeVerdictReader();

const VERIFIES = [
  "$sig = 'sha1=' . hash_hmac('sha1', $body, getenv('ACME_SECRET'));",
  "if (!hash_equals($sig, $_SERVER['HTTP_X_HUB_SIGNATURE'])) { http_response_code(403); exit; }",
];
const ACTS = ['$payload = json_decode($body);', 'deploy($payload->repository->name);'];

describe('a switch that the script sets', () => {
  test.each([
    ['off, as a constant', 'const DRY_RUN = false;', 'verified signature-compared'],
    ['off, as it is defined', "define('DRY_RUN', false);", 'verified signature-compared'],
    ['off, and on too late', "define('DRY_RUN', false); define('DRY_RUN', true);", 'verified signature-compared'],
    ['on, and off too late', "define('DRY_RUN', true); define('DRY_RUN', false);", 'unverified no-verification'],
    ['on', 'const DRY_RUN = true;', 'unverified no-verification'],
    ['by nobody', '', 'unknown conditional'],
  ])('%s', (_, sets, told) => {
    const body = "$body = file_get_contents('php://input');";
    const lines = ['<?php', sets, body, 'if (!DRY_RUN) {', ...VERIFIES, '}', ...ACTS];
    expect(read({ 'public/webhook.php': lines })).toEqual([`public/webhook.php:3 ${told}`]);
  });
});

test.each([
  ['is checked by a secret, if the file has one', '.acme-secret', 'optional skipped-without-secret'],
  ['is checked on some days', '.monday', 'unknown conditional'],
])('a script that %s', (_, file, told) => {
  const lines = [
    '<?php',
    "$body = file_get_contents('php://input');",
    `if (!file_exists('${file}')) { log_it('unchecked'); } else {`,
    `  $key = trim(file_get_contents('${file}'));`,
    "  if ($_SERVER['HTTP_X_HUB_SIGNATURE'] !== hash_hmac('sha1', $body, $key)) { die('forged'); }",
    '}',
    ...ACTS,
  ];
  expect(read({ 'public/webhook.php': lines })).toEqual([`public/webhook.php:2 ${told}`]);
});
