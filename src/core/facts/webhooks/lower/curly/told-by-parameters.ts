import type { Curly } from './curly.ts';
import type { Method } from './lower-classes.ts';

/** An update of a bot of Telegram, as its packages call what a webhook brings. */
const UPDATE = /[(,\s]Update\s+\w+\s*[,)]/;
const TELEGRAM = /\bTelegram\.Bot\b|\borg\.telegram\.telegrambots\b|\bcom\.pengrad\.telegrambot\b/;

/** `webhooks/YookassaResource.java` */
const IN_FOLDER = /(?:^|\/)web_?hooks?\/[^/]+$/i;
const BROUGHT = /[(,\s]\w*(?:Web_?hook|Event|Notification|Callback|Payload)\w*(?:<[^<>()]{0,80}>)?\s+\w+\s*[,)]/i;
const TAKES = /^(?:handle|receive|process|callback|notify|on[A-Z]|incoming|accept|consume)/i;

/** Whether what a method is handed tells that it takes webhooks: an update of Telegram, or an event in a folder of webhooks. */
export function toldByParameters({ text, path }: Curly, { name, source }: Method): boolean {
  const head = source.slice(0, 800).replace(/\{[^]*$/, '');
  if (UPDATE.test(head) && TELEGRAM.test(text)) return true;
  return IN_FOLDER.test(path) && (TAKES.test(name) || BROUGHT.test(head));
}
