import { expect, test } from 'vitest';
import { isLoweredCandidate } from '../../../../../src/core/facts/webhooks/lower/is-lowered-candidate.ts';

test.each([
  ['a handler in Go', 'api/events.go', 'func stripeWebhook(w http.ResponseWriter, r *http.Request) {}', true],
  ['a type in Go that names webhooks', 'apis/types.go', 'type Controller struct { WebhookURL string } // POST', false],
  ['a helper that compares a digest', 'lib/sign.rb', 'OpenSSL::HMAC.hexdigest(digest, key, body)', true],
  ['a setting of a secret', 'app/Models/App.php', "protected $fillable = ['webhook_secret'];", false],
  ['a comparison with a secret', 'app/auth.py', 'def verify(token): return token == settings.webhook_secret', true],
  ['a form request that asks a header', 'app/A.php', "class A extends FormRequest { $this->header('X-Token'); }", true],
  ['a form request with rules alone', 'app/A.php', 'class A extends FormRequest { function rules() {} }', false],
  ['a package that hands on its own modules', 'app/payments/__init__.py', 'from app.payments.stripe import make', true],
  ['a package that imports others', 'app/payments/__init__.py', 'import logging', false],
])('%s', (_title, path, text, expected) => {
  expect(isLoweredCandidate(path, text)).toBe(expected);
});
