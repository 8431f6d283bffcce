// Names of events and of the parts of bodies that one provider alone sends.

type Names = { provider: string; all: readonly RegExp[] };

/** Whose events a source names: by words that it asks of a body, not by those that it sends. */
const EVENT_NAMES: readonly Names[] = [
  {
    provider: 'stripe',
    all: [/(?:case\s?|===?\s?)['"`](?:checkout\.session\.completed|payment_intent\.succeeded|invoice\.payment_\w)/],
  },
  {
    provider: 'resend',
    all: [/(?:case\s?|==\s?)['"`]email\.(?:received|delivered|bounced|complained|opened|clicked)['"`]/],
  },
  { provider: 'gitlab', all: [/\bobject_kind\b|\bobject_attributes\b/] },
  // https://docs.github.com/webhooks/webhook-events-and-payloads#push
  { provider: 'github', all: [/\bhead_commit\b/, /\brepository\b/, /\bpusher\b|\bref\b/] },
  // Messages to people carry `messaging_product: 'whatsapp'` too.
  {
    provider: 'whatsapp-cloud-api',
    all: [/whatsapp_business_account\b|\bmessaging_product\b(?!['"]?\s{0,3}[:,]\s{0,3}['"])/],
  },
  // https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples
  { provider: 'whatsapp-cloud-api', all: [/\bentry\b/, /\bchanges\b/, /\.messages\b/] },
  {
    provider: 'twilio',
    all: [
      /\b(?:Messaging|Voice)Response\b|\b(?:Call|Message|Sms)Sid\b|<Response>\s{0,40}<(?:Say|Dial|Gather|Connect|Message|Play|Hangup)\b|\bbody\??\.(?:CallStatus|MessageStatus|NumMedia)\b/,
    ],
  },
  { provider: 'evolution-api', all: [/\bmessages\.upsert\b/i] },
  { provider: 'telegram', all: [/\bcallback_query\b|\.message\??\.chat\??\.id\b/] },
  // https://developers.google.com/workspace/drive/api/guides/push, https://developers.google.com/workspace/calendar/api/guides/push
  { provider: 'google-calendar', all: [/x-goog-(?:channel|resource)-/i, /calendar/i] },
  { provider: 'google-drive', all: [/x-goog-(?:channel|resource)-/i, /drive/i] },
  // The result of a payment of M-Pesa, which it does not sign.
  { provider: 'm-pesa', all: [/\bstkCallback\b/] },
  // https://supabase.com/docs/guides/database/webhooks#payload
  { provider: 'supabase', all: [/\bold_record\b/, /\brecord\b/, /\btype\b/] },
];

export const eventsOf = (source: string): string | null =>
  EVENT_NAMES.find(({ all }) => all.every((names) => names.test(source)))?.provider ?? null;

/** What a text has that names any of them, for the one look over all sources. */
export const EVENT_WORDS =
  /session\.completed|payment_intent\.|whatsapp_business|object_attributes|head_commit|old_record|<Response>|\b(?:CallSid|MessageSid|CallStatus)\b|x-goog-|callback_query|\bentry(?:\?\.)?(?:\[0\]|\.changes)|hub\.(?:challenge|verify_token)|handleUpdate\(|-secret-token/;

/**
 * Paths at which a provider of payments tells how one went, without the word: `/payment/ipn`, `/mpesa/stkpush-callback`,
 * `/payments/:provider/notify`.
 */
export const PAYMENT_CALL = new RegExp(
  String.raw`(?:^|[/_-])(?:${[
    'pay',
    'payments?',
    'payouts?',
    'transactions?',
    'transfers?',
    'deposits?',
    'withdrawals?',
    'top-?ups?',
    'disbursements?',
    'm-?pesa',
    'daraja',
    'momo',
    String.raw`stk(?:-?push)?`,
    'c2b',
    'b2[bc]',
  ].join(
    '|',
  )})(?:/[:[]\w{1,30}]?)?[-_/]?(?:callbacks?|notifications?|notify|ipn|result)(?:[/._-]|$)|(?:^|[/_-])ipn(?:[/._-]|$)`,
  'i',
);

/** Paths to which a provider of messages or calls brings what came in: `/whatsapp/incoming`, `/messaging/:provider/inbound`. */
export const BROUGHT_IN =
  /(?:^|[/_-])(?:whats-?app|sms|mms|twilio|telnyx|messag(?:e|es|ing)|telegram|voice|calls?|e?mails?)(?:\/:\w{1,30})?[/_-](?:incoming|inbound)(?:$|[/_-])|(?:^|[/_-])(?:incoming|inbound)[/_-](?:whats-?app|sms|mms|voice|calls?|messages?|e?mails?)(?:$|[/_-])/i;

/**
 * The other half of a receiver of Meta's events: whoever answers its challenge
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests).
 */
export const answersMeta = (text: string): boolean => /\bhub\.(?:challenge|verify_token)\b/.test(text);
