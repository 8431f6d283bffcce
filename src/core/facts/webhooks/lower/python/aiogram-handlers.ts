import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { header, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import type { Python } from './python.ts';
import { routeText } from './route-text.ts';
import { secretIn } from './secret-paths.ts';
import { expression } from './visit.ts';

const CALLS = new Set(['call']);
const MADE = /\b(?:Simple|TokenBased)RequestHandler\(/;
const MAKER = /^(?:\w{1,40}\.)?(?:Simple|TokenBased)RequestHandler$/;

/**
 * Adds the webhook handlers of aiogram:
 * `SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path='/bot')`. They pass Telegram updates
 * to a dispatcher, and check the secret if they are given one
 * (https://docs.aiogram.dev/en/latest/dispatcher/webhook.html#aiohttp-integration).
 */
export function addUpdateHandlers(python: Python, root: SyntaxNode): void {
  if (!MADE.test(python.text)) return;
  const calls = nodesOfType(root, CALLS);
  const maker = calls.find((each) => MAKER.test(sourceOf(python.text, child(each, 'function'))));
  for (const call of calls) {
    const path = keyword(python, call, 'path');
    if (!maker || !path || !sourceOf(python.text, child(call, 'function')).endsWith('.register')) continue;
    const { line, endLine } = call;
    python.out.route(
      {
        framework: 'aiohttp',
        route: routeText(python.text, path),
        method: 'POST',
        name: null,
        line,
        endLine,
        kind: 'controller',
      },
      `(request) => { ${askedOf(python, maker, path)} dispatch(request.body); }`,
    );
  }
}

/**
 * The check that the library makes: of the header with the secret, or of the bot token in the path, which only Telegram
 * knows.
 */
function askedOf(python: Python, maker: SyntaxNode, path: SyntaxNode): string {
  const secret = keyword(python, maker, 'secret_token');
  const given = secret && secret.type !== 'none' ? expression(python, secret) : null;
  if (given) return `if (${header('x-telegram-bot-api-secret-token')} != ${given}) throw 'forbidden';`;
  const token = /\bTokenBased/.test(sourceOf(python.text, child(maker, 'function')))
    ? 'process.env.BOT_TOKEN'
    : secretIn(python.text, path);
  return token === null ? '' : `if (request.query['path'] != ${token}) throw 'forbidden';`;
}

const keyword = ({ text }: Python, call: SyntaxNode, name: string): SyntaxNode | null =>
  child(
    argumentsOf(call).find(
      (each) => each.type === 'keyword_argument' && sourceOf(text, child(each, 'name')) === name,
    ) ?? null,
    'value',
  );
