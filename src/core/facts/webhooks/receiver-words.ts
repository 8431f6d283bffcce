import { foldWord } from './compile-webhook-knowledge.ts';
import { hasSome } from './has-some.ts';

// Words in paths and source text that mark a receiver and belong to no provider's rule.

const MONEY =
  'pay|payments?|pay-?(?:in|out)s?|transactions?|transfers?|deposits?|withdrawals?|top-?ups?|disbursements?|m-?pesa|daraja|momo|stk(?:-?push)?|c2b|b2[bc]|ky[bc]';

/**
 * Paths at which a provider reports on a payment or on an identity check, without the word `webhook`: `/payment/ipn`,
 * `/mpesa/stkpush-callback`, `/payments/:provider/notify`, `/kyc/callback`.
 */
export const PAYMENT_CALL = new RegExp(
  String.raw`(?:^|[/_-])(?:(?:${MONEY})(?:/[:[]\w{1,30}]?)?[-_/]?(?:callbacks?|notifications?|notify|ipn|result)|ipn)(?:[/._-]|$)`,
  'i',
);

/** A payment provider's name followed by a word for a report: `/midtrans/notification`, `/phonepe-callback`. */
const GATEWAY_CALL =
  /(?:^|[/_-])([a-z][a-z\d]{2,20}(?:-[a-z\d]{2,12})?)[/_-](?:callbacks?|notifications?|notify|ipn|itn)(?=[/._-]|$)/gi;

/** Whether a payment provider reports at this path; `gateways` are the names of those that the rules list. */
export const isPaymentCall = (path: string, gateways: ReadonlySet<string>): boolean =>
  PAYMENT_CALL.test(path) ||
  path
    // Cloud functions are named in camel case: `/acmeNotification`.
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .matchAll(GATEWAY_CALL)
    .some(([, name = '']) => gateways.has(foldWord(name)));

/** `payment.routes.js`, `transactions/router.ts`: routes that another file mounts under that word. */
const OF_MONEY = new RegExp(
  String.raw`(?:^|/)(${MONEY})(?:[-_./]?(?:routes?|routers?|api|controllers?|index))?\.[cm]?[jt]s$`,
  'i',
);

/**
 * A route with the payment word of its file's name in front: `/payment/callback`. A `/result` stays as it is, since a
 * page may request it.
 */
export const belowMoney = (route: string, path: string): string => {
  const word = OF_MONEY.exec(path)?.[1];
  return word === undefined || /result\/?$/i.test(route) ? route : `/${word}${route}`;
};

/** Functions that receive a report on a payment: `handleMpesaCallback`, `stkCallback`, `payment_ipn`. */
export const CALLED_BACK =
  /\b\w{0,20}(?:[pP]ayment|[mM]pesa|[sS]tk|[cC]2b|[bB]2c|[kK]yc)_?\w{0,20}(?:[cC]allback|[iI][pP][nN]|_ipn)\b/;

/** Paths and functions that providers call by `GET`, with the event in the query string: `/vnpay_ipn`, `/postback`. */
export const CALLED_BY_GET = /(?:^|[/_.-]|[a-z])(?:ipn|IPN|Ipn)(?:$|[/_.-])|(?:^|[/_.-])post-?back(?:$|[/_.-])/;

/**
 * Whether a text registers such a path by `GET`. The words are searched first, since most `GET` routes are of another
 * kind.
 */
export const registersGet = (text: string): boolean => hasSome(text, GET_WORDS) && REGISTERS_GET.test(text);

/** Whether a text registers such a path or exports such a function; for texts known to contain one of the words. */
export const isCalledByGet = (text: string): boolean => REGISTERS_GET.test(text) || GIVES_IPN.test(text);

const GET_WORDS = ['ipn', 'Ipn', 'IPN', 'ostback', 'ost-back'];
/** `exports.vnpayIpn = (req, res) =>`, `async vnpayIpn(req, res) {`, `const payment_ipn = async (req, res) =>` */
const GIVES_IPN = /(?:[a-z]I(?:pn|PN)|_ipn)\s?(?:[:=]\s?)?(?:async\s)?(?:function\s?)?\(_?(?:req|request|ctx|c)\b/;

const REGISTERS_GET = /(?:\.get|@Get)\(\s{0,20}['"`][\w/:-]{0,80}(?:ipn|IPN|Ipn|post-?back)\b/;

/**
 * Paths at which a provider delivers inbound messages or calls: `/whatsapp/incoming`, `/messaging/:provider/inbound`.
 */
export const BROUGHT_IN =
  /(?:^|[/_-])(?:whats-?app|sms|mms|twilio|telnyx|messag(?:e|es|ing)|telegram|voice|calls?|e?mails?)(?:\/:\w{1,30})?[/_-](?:incoming|inbound)(?:$|[/._-])|(?:^|[/_-])(?:incoming|inbound)[/_-](?:whats-?app|sms|mms|voice|calls?|messages?|e?mails?)(?:$|[/._-])|(?:^|[/_-])(?:telegram|tg)[/_-]updates(?:$|[/._-])/i;

/**
 * Whether a text answers Meta's challenge, the other half of a receiver of its events
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests).
 */
export const answersMeta = (text: string): boolean => /\bhub\.(?:challenge|verify_token)\b/.test(text);
