import { expect, test } from 'vitest';
import { mayRoute } from '../../../../../src/core/facts/webhooks/lower/may-route.ts';

test.each([
  ['a decorator of Flask', 'python', 'x = 1\n@bp.route(\n  "/hook", methods=["POST"])\ndef take(): ...', true],
  ['a decorator inside a function', 'python', 'def make(app):\n    @app.post("/hook")\n    def take(): ...', true],
  ['a view of Django', 'python', 'def take(request, id): ...', true],
  ['a view with a type', 'python', 'async def take(\n    request: HttpRequest,\n): ...', true],
  ['a class-based view', 'python', 'class Hook(View):\n    def post(self, request): ...', true],
  ['a function of Lambda', 'python', 'def handler(event: dict, _context: Context): ...', true],
  ['a function of Frappe', 'python', '@frappe.whitelist(allow_guest=True)\ndef take(): ...', true],
  ['a request that goes out', 'python', 'def send(self, body): return session.post(URL, json=body)', false],
  ['a decorator of something else', 'python', '@cache\ndef read(path): return client.post(path)', false],
  ['a controller of Rails', 'ruby', 'class Api::HooksController < Base\nend', true],
  ['a route of Sinatra', 'ruby', "post '/hook' do\nend", true],
  ['a controller that is named only', 'ruby', 'class Hook < ApplicationRecord # see HooksController\nend', false],
  ['a post of a forum', 'ruby', 'def publish(post) = post.save', false],
  ['a route of Laravel', 'php', "<?php Route::post('/hook', [Hook::class, 'take']);", true],
  ['a route of Symfony', 'php', "<?php class Hook { #[Route('/hook')] public function take() {} }", true],
  ['a script', 'php', "<?php $body = file_get_contents('php://input');", true],
  ['a job', 'php', '<?php class Send implements ShouldQueue { public function handle() {} }', false],
  ['a registration in Go', 'go', 'mux.HandleFunc("/hook", take)', true],
  ['a handler in Go', 'go', 'func take(w http.ResponseWriter, r *http.Request) {}', true],
  ['a handler of gin', 'go', 'func take(c *gin.Context) {}', true],
  ['a client in Go', 'go', 'func send(ctx context.Context, body []byte) error { return nil }', false],
  ['an action of ASP.NET', 'csharp', '[HttpPost("hook")] public IActionResult Take() {}', true],
  ['a service in C#', 'csharp', 'public class Sender { Task Send(string url) => client.PostAsync(url); }', false],
  ['a handler of axum', 'rust', 'pub async fn take(\n  headers: HeaderMap,\n  body: Bytes,\n) -> StatusCode {}', true],
  ['a route of axum', 'rust', 'let app = Router::new().route("/hook", post(take));', true],
  ['an attribute of actix', 'rust', '#[post("/hook")]\nasync fn take() {}', true],
  [
    'a request that goes out in Rust',
    'rust',
    'impl Client { fn send(&self, of: &Request) { self.http.post(URL) } }',
    false,
  ],
  ['a controller of Spring', 'java', '@PostMapping("/hook") void take(@RequestBody String body) {}', true],
  ['a servlet', 'java', 'void doPost(HttpServletRequest request) {}', true],
  ['a record', 'java', 'record Hook(String url, String secret) {}', false],
] as const)('%s', (_title, language, text, expected) => {
  expect(mayRoute(language, text)).toBe(expected);
});
