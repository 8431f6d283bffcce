import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { statements } from '../curly/visit.ts';
import { CALLED_BY_GET, PAYMENT_CALL } from '../../receiver-words.ts';
import { sourceOf } from '../spelling.ts';

const HOOK = /web_?-?hook|\bipn\b|post-?back/i;
/** `set_webhook.php` registers one, `webhook-logs.php` shows what came. */
const MANAGES =
  /(?:^|[_-])(?:set|logs?|settings?|tests?|list|config|setup|register|delete|edit|add|manage|simulat\w*)(?:[_.-]|web)/i;

/** Where WHMCS keeps what gateways of payments call (https://developers.whmcs.com/payment-gateways/callbacks/). */
const OF_GATEWAYS = /(?:^|\/)gateways\/callback\/[^/]+\.php$/;

/** `payin_notificationURL.php`, `PayoutCallback.php`: as the words of a route. */
const dashed = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1-$2').replace(/_/g, '-');

/** `midtrans/notification.php`: whose call it takes, the folder says. */
const CALLED_BACK = /^(?:callback|notification|notify|ipn|itn)s?\.php$/i;

/** Where such a file reads the body. */
const READS = /php:\/\/input|\$_(?:POST|REQUEST)\b|HTTP_RAW_POST_DATA|[fF]romGlobals\(\)/;

/** `callback.php` that is told of an order and how it went, and shows no page: no browser comes there. */
const isTold = (name: string, text: string): boolean =>
  CALLED_BACK.test(name) && OF_ORDER.test(text) && OF_STATE.test(text) && !SHOWS.test(text);

const OF_ORDER =
  /(?:\[\s?['"]|->)\w{0,20}(?:order|transaction|trx|trade|invoice|reference|merchant_?ref|payment|txn)\w{0,20}/i;
const OF_STATE = /(?:\[\s?['"]|->)\w{0,20}(?:status|result|state)\w{0,20}/i;
const SHOWS = /<html|<!doctype|<body|<div|<script|\bheader\(\s?['"]Location/i;

/** A file that is called by itself. */
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
  // Some providers call by `GET`, with all that they say in the query.
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
