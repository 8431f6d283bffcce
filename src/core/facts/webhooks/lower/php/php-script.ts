import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { statements } from '../curly/visit.ts';
import { CALLED_BY_GET, PAYMENT_CALL } from '../../receiver-words.ts';
import { sourceOf } from '../spelling.ts';

const HOOK = /web_?-?hook|\bipn\b|post-?back/i;
/** Scripts that manage webhooks: `set_webhook.php` registers one, `webhook-logs.php` shows what was received. */
const MANAGES =
  /(?:^|[_-])(?:set|logs?|settings?|tests?|list|config|setup|register|delete|edit|add|manage|simulat\w*)(?:[_.-]|web)/i;

/** Scripts of WHMCS that payment gateways call (https://developers.whmcs.com/payment-gateways/callbacks/). */
const OF_GATEWAYS = /(?:^|\/)gateways\/callback\/[^/]+\.php$/;

/** A file name in the spelling of a route: `payin_notificationURL.php`, `PayoutCallback.php`. */
const dashed = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1-$2').replace(/_/g, '-');

/** Scripts that receive calls; the folder names the caller: `midtrans/notification.php`. */
const CALLED_BACK = /^(?:callback|notification|notify|ipn|itn)s?\.php$/i;

/** Code by which a script reads the body. */
const READS = /php:\/\/input|\$_(?:POST|REQUEST)\b|HTTP_RAW_POST_DATA|[fF]romGlobals\(\)/;

/** Whether a `callback.php` receives an order with its status and shows no page, so that no browser calls it. */
const isTold = (name: string, text: string): boolean =>
  CALLED_BACK.test(name) && OF_ORDER.test(text) && OF_STATE.test(text) && !SHOWS.test(text);

const OF_ORDER =
  /(?:\[\s?['"]|->)\w{0,20}(?:order|transaction|trx|trade|invoice|reference|merchant_?ref|payment|txn)\w{0,20}/i;
const OF_STATE = /(?:\[\s?['"]|->)\w{0,20}(?:status|result|state)\w{0,20}/i;
const SHOWS = /<html|<!doctype|<body|<div|<script|\bheader\(\s?['"]Location/i;

/** Writes a script that is requested directly, as one handler. */
export function script(php: Curly, root: SyntaxNode): void {
  const { text, out, path } = php;
  const [name = '', folder = ''] = path.split('/').toReversed();
  const hooks =
    HOOK.test(name) ||
    HOOK.test(folder) ||
    PAYMENT_CALL.test(dashed(`${folder}/${name}`)) ||
    OF_GATEWAYS.test(path) ||
    isTold(name, text);
  if (hooks && MANAGES.test(name)) return;
  // Some providers call by `GET`, with all their data in the query.
  const inQuery = !READS.test(text) && CALLED_BY_GET.test(name) && text.includes('$_GET');
  const reads = inQuery ? /\$_GET\b/ : READS;
  if (!reads.test(text)) return;
  const nodes = root.children.flatMap((each) => (each.type === 'program' ? each.children : [each]));
  const last = nodes.at(-1);
  if (!last) return;
  out.add('function __main(request) {', root);
  statements(php, nodes, true);
  out.add('}', root);
  const first =
    nodes.find(
      (each) =>
        /input|_POST|_REQUEST|_GET|romGlobals/.test(sourceOf(text, each)) &&
        !/_definition|declaration$/.test(each.type),
    ) ?? nodes[0]!;
  out.route(
    {
      framework: 'php',
      route: `/${folder !== '' && (HOOK.test(folder) || CALLED_BACK.test(name)) ? `${folder}/` : ''}${name.replace(/\.php$/, '')}`,
      method: 'POST',
      name: null,
      line: first.line + (sourceOf(text, first).split(reads, 1)[0]?.split('\n').length ?? 1) - 1,
      endLine: last.endLine,
      kind: hooks ? 'controller' : 'route',
      ...(inQuery ? { inQuery } : {}),
    },
    '__main',
  );
}
