import type { Integration, Webhook } from '../inventory-types.ts';
import { listed, NOT_DETECTED, spaced } from './document-lines.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { toMarkdown } from './sentences/sentence.ts';
import { webhookReason } from './sentences/webhook-sentence.ts';

/** Endpoints that others call, and incoming webhooks of other services that this code calls. */
export function webhookLines(webhooks: readonly Webhook[], integrations: readonly Integration[]): string[] {
  const names = new Map(integrations.map((i) => [i.provider, i.name]));
  const incoming = webhooks.map(({ route, provider, path, verification, why }) => {
    const title = route === null ? 'A handler' : codeSpan(route);
    const from = provider === null ? '' : ` from ${escapeMarkdown(names.get(provider) ?? provider)}`;
    // Without the line number, so that the document does not change when code above a handler does.
    return `- ${title}${from} in ${codeSpan(path, 240)}: ${verification} (${toMarkdown(webhookReason(why))})`;
  });
  const outgoing = integrations.flatMap(({ name, evidence }) => {
    const called = evidence.filter((e) => (e.kind === 'host' || e.kind === 'env') && isIncomingOfOthers(e.value));
    const line = `- ${escapeMarkdown(name, 80)}: ${listed(called.map((e) => codeSpan(e.value)))}`;
    return called.length === 0 ? [] : [line];
  });
  return spaced([
    ['**Incoming:**', '', ...(incoming.length === 0 ? [NOT_DETECTED] : incoming)],
    ['**Outgoing:**', '', ...(outgoing.length === 0 ? [NOT_DETECTED] : outgoing)],
  ]);
}

/** `hooks.slack.com`, `discord.com/api/webhooks`, `DISCORD_WEBHOOK_URL`. */
function isIncomingOfOthers(text: string): boolean {
  return /^hooks?\.|\/webhooks?(?:\/|$)|webhook\.|_WEBHOOK(?:_URL)?$/.test(text);
}
