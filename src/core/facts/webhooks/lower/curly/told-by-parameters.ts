import type { Curly } from './curly.ts';
import type { Method } from './lower-classes.ts';

/** A Telegram bot update, as the bot packages call the webhook's payload. */
const UPDATE = /[(,\s]Update\s+\w+\s*[,)]/;
const TELEGRAM = /\bTelegram\.Bot\b|\borg\.telegram\.telegrambots\b|\bcom\.pengrad\.telegrambot\b/;

/** `webhooks/YookassaResource.java` */
const IN_FOLDER = /(?:^|\/)web_?hooks?\/[^/]+$/i;
const BROUGHT = /[(,\s]\w*(?:Web_?hook|Event|Notification|Callback|Payload)\w*(?:<[^<>()]{0,80}>)?\s+\w+\s*[,)]/i;
const TAKES = /^(?:handle|receive|process|callback|notify|on[A-Z]|incoming|accept|consume)/i;

/**
 * Whether a method's parameters show that it takes webhooks: a Telegram update, or an event in a `webhooks` folder,
 * where its name may show it, too.
 */
export function toldByParameters({ text, path }: Curly, { name, source }: Method): boolean {
  const head = source.slice(0, 800).replace(/\{[^]*$/, '');
  if (UPDATE.test(head) && TELEGRAM.test(text)) return true;
  return IN_FOLDER.test(path) && (TAKES.test(name) || BROUGHT.test(head));
}
