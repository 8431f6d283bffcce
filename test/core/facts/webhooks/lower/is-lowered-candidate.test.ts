import { expect, test } from 'vitest';
import { isLoweredCandidate } from '../../../../../src/core/facts/webhooks/lower/is-lowered-candidate.ts';

const KNOWN = {
  headers: new Map([['x-acme-token', ['acme']]]),
  events: { types: new Map([['acme.paid', 'acme']]), bodies: [], words: /\bMessagingResponse\b|\bacme_body\b/ },
};

test.each([
  ['a handler in Go', 'api/events.go', 'func stripeWebhook(w http.ResponseWriter, r *http.Request) {}', true],
  ['a type in Go that names webhooks', 'apis/types.go', 'type Controller struct { WebhookURL string } // POST', false],
  ['a helper that compares a digest', 'lib/sign.rb', 'OpenSSL::HMAC.hexdigest(digest, key, body)', true],
  ['a setting of a secret', 'app/Models/App.php', "protected $fillable = ['webhook_secret'];", false],
  ['a comparison with a secret', 'app/auth.py', 'def verify(token): return token == settings.webhook_secret', true],
  ['a form request that asks a header', 'app/A.php', "class A extends FormRequest { $this->header('X-Token'); }", true],
  ['a form request with rules alone', 'app/A.php', 'class A extends FormRequest { function rules() {} }', false],
  ['a package that hands on its own modules', 'app/payments/__init__.py', 'from app.payments.stripe import make', true],
  ['a view that only sends webhooks', 'app/views.py', 'def save(self, request): trigger(request, webhook="a")', false],
  ['a route of webhooks', 'app/views.py', '@bp.route("/stripe/webhook", methods=["POST"])\ndef take(): pass', true],
  ['the address of somebody else', 'app/views.py', 'def f(self, request): call("https://a.dev/webhooks")', false],
  [
    'a class of Go that is named for networks',
    'net/IPNetwork.cs',
    'public void Take(HttpRequest r, IPNetwork n)',
    false,
  ],
  ['a sender in a folder of webhooks', 'app/webhooks/send.py', 'def send(payload): queue.put(payload)', false],
  ['a concern of controllers', 'app/controllers/concerns/a.rb', 'request.headers', true],
  ['a controller of hooks', 'app/controllers/github_hooks_controller.rb', 'request.headers', true],
  ['an answer for Twilio', 'app/sms.py', '@csrf_exempt\ndef sms(request): return MessagingResponse()', true],
  ['a header of a provider', 'app/acme.py', 'def take(request): request.headers.get("X-Acme-Token")', true],
  ['the same from a server of PHP', 'acme.php', "$_POST; $_SERVER['HTTP_X_ACME_TOKEN'];", true],
  ['what verifies by its name', 'pay/alipay.go', 'func f(m map[string]string) { c.VerifySign(m) }', true],
  [
    'a digest of a signature',
    'app/Take.php',
    "$signature = hash('sha512', $request->input('id') . $key); request();",
    true,
  ],
  ['a digest in a service that takes no request', 'pay/pay.go', 'signature == sha512.Sum512(id + key)', true],
  ['the same in Java', 'pay/Pay.java', 'signature.equals(MessageDigest.getInstance("SHA-512"))', true],
  ['a digest of anything', 'pay/pay.go', 'id := sha512.Sum512(name)', false],
  ['a signature that is kept', 'app/Take.php', "$signature = $request->input('signature'); request();", false],
  ['what Apple signs', 'pay/apple.go', 'func parse(signedPayload string) {}', true],
  ['a header of anybody', 'app/acme.py', 'def take(request): request.headers.get("X-Request-Id")', false],
  ['a route of webhooks of Rails', 'config/routes.rb', "post '/webhooks/stripe', to: 'orders#take'", true],
  [
    'an address that Laravel has signed',
    'app/Http/Show.php',
    'function show(Request $request) { abort_unless($request->hasValidSignature(), 403); }',
    false,
  ],
  ['other routes of Rails', 'config/routes.rb', "post '/orders', to: 'orders#create'", false],
  [
    'a helper of Twilio',
    'app/sms.py',
    'def ok(url, body, signature): return RequestValidator(key).validate(url, body, signature)',
    true,
  ],
  ['a verifier that is made for others', 'app/deps.py', 'hooks = WebhookVerifier(settings.SECRET)', true],
  ['a sender that is made for others', 'app/deps.py', 'alerts = DiscordWebhook(settings.URL)', false],
  [
    'what stands in for a verifier',
    'billing/mock.go',
    'func (m *Mock) VerifyWebhookSignature(payload []byte, signature string) error',
    false,
  ],
  ['routes of Django that lead to receivers', 'pay/urls.py', 'urlpatterns = [path("callback/", views.done)]', true],
  ['other routes of Django', 'pay/urls.py', 'urlpatterns = [path("orders/", views.orders)]', false],
  [
    'a script that is told of payments by its name',
    'api/PayoutCallback.php',
    "json_decode(file_get_contents('php://input'))",
    true,
  ],
  [
    'a constant that is a path',
    'bot.py',
    '@app.post(settings.WEBHOOK_PATH)\nasync def feed(request: Request): pass',
    true,
  ],
  ['a package that imports others', 'app/payments/__init__.py', 'import logging', false],
])('%s', (_title, path, text, expected) => {
  expect(isLoweredCandidate(path, text, KNOWN)).toBe(expected);
});
