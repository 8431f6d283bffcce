import { beforeAll, describe, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { SyntaxLanguage } from '../../../../../src/core/facts/webhooks/syntax.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import type { Rulebook } from '../../../../../src/core/rulebook/rulebook.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

// Open handlers whose function says nothing of webhooks: address, body or framework tell what they take.

let parse: Syntax;
let rulebook: Rulebook;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.php', 'a.rs', 'a.java', 'a.cs']);
  rulebook = await readRulebook();
});

type Lowered = Exclude<SyntaxLanguage, 'javascript' | 'typescript' | 'tsx'>;
const told = (language: Lowered, path: string, text: string): string[] =>
  findLoweredWebhooks(language, path, text, parse, compileWebhookKnowledge(rulebook.rules.values(), language))
    .webhooks.filter(({ unrouted }) => !unrouted)
    .map((fact) => `${fact.line} ${fact.provider} ${fact.route} ${fact.verification}`);

describe.each([
  ['its only value', '@WebServlet("/paypal/ipn")', ['3 paypal /paypal/ipn unverified']],
  ['a pattern', '@WebServlet(name = "Pay", urlPatterns = {"/paypal/ipn"})', ['3 paypal /paypal/ipn unverified']],
  ['another one', '@WebServlet("/orders")', []],
])('a servlet by its address: %s', (_title, annotation, expected) => {
  test('is told', () => {
    const text = `${annotation}\npublic class Receiver extends HttpServlet {\nprotected void doPost(HttpServletRequest request, HttpServletResponse response) {\norderDao.markPaid(request.getParameter("txn_id"));\n}\n}\n`;
    expect(told('java', 'src/main/java/Receiver.java', text)).toEqual(expected);
  });
});

const RECEIVE =
  'async fn receive(body: web::Json<Event>, db: web::Data<Pool>) -> impl Responder {\ndb.mark_paid(&body.id).await;\nHttpResponse::Ok()\n}\n';

test.each([
  ['cfg.service(web::resource("/webhook").route(web::post().to(receive)));', ['1 null /webhook unverified']],
  ['cfg.service(web::resource("/orders").route(web::post().to(receive)));', []],
])('a resource of actix: %s', (registration, expected) => {
  const text = `${RECEIVE}fn config(cfg: &mut web::ServiceConfig) {\n${registration}\n}\n`;
  expect(told('rust', 'src/main.rs', text)).toEqual(expected);
});

test.each([
  ['warp::path!("webhook" / "github")', ['4 github-api /webhook/github unverified']],
  ['warp::path!("orders")', []],
])('a path of warp: %s', (path, expected) => {
  const text = `fn routes() -> impl Filter {\nwarp::post().and(${path}).and(warp::body::json()).and_then(receive)\n}\nasync fn receive(push: Push) -> Result<impl Reply, Rejection> {\ndeploy(&push.repository.name).await;\nOk(StatusCode::OK)\n}\n`;
  expect(told('rust', 'src/main.rs', text)).toEqual(expected);
});

test.each([
  ["$update['message']['chat']['id']", ['2 telegram /bot unverified']],
  ['$update["message"]["chat"]["id"]', ['2 telegram /bot unverified']],
  ['$update->message->chat->id', ['2 telegram /bot unverified']],
  ["$update['order']['id']", []],
])('a script of PHP that takes updates of a bot: %s', (chat, expected) => {
  const text = `<?php\n$update = json_decode(file_get_contents('php://input')${chat.includes('->') ? '' : ', true'});\nanswer(${chat});\n`;
  expect(told('php', 'bot.php', text)).toEqual(expected);
});

test.each([
  ['mpesa_callback', ['4 m-pesa null unverified']],
  ['list_orders', []],
])('a view of Django that all may post to: %s', (name, expected) => {
  const text = `@api_view(['POST'])\n@permission_classes([AllowAny])\n# The answer of a payment.\ndef ${name}(request):\n    Transaction.objects.filter(id=request.data['id']).update(status='paid')\n`;
  expect(told('python', 'pay/views.py', text)).toEqual(expected);
});

test('an action of WordPress for those who are not signed in, whatever its script is called', () => {
  const text =
    "<?php\nadd_action('wp_ajax_nopriv_acme_webhook', 'acme_webhook');\nfunction acme_webhook() {\n$data = json_decode(file_get_contents('php://input'), true);\nupdate_post_meta($data['order_id'], '_paid', 1);\n}\n";
  expect(told('php', 'plugin/orders.php', text)).toEqual(['2 null /wp-admin/acme_webhook unverified']);
});

test.each([
  ['api/whatsapp', 'hub.challenge', ['8 whatsapp /api/whatsapp unverified']],
  ['bot', 'hub.challenge', ['8 null /bot unverified']],
  ['orders', 'hub.challenge', []],
  ['api/whatsapp', 'page', []],
])("a controller at %s whose other half answers to '%s'", (route, asked, expected) => {
  const text = `[Route("${route}")]\npublic class TalkController : ControllerBase {\n[HttpGet]\npublic IActionResult Greet() {\nreturn Ok(Request.Query["${asked}"].ToString());\n}\n\n[HttpPost]\npublic async Task<IActionResult> Take([FromBody] Talk body) {\nawait _replies.Send(body.From);\nreturn Ok();\n}\n}\n`;
  expect(told('csharp', 'Controllers/TalkController.cs', text)).toEqual(expected);
});
