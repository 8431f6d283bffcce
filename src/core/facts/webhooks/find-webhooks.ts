import type { WebhookFact } from '../../webhook-types.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { doubtMisread } from './doubt-misread.ts';
import { findHandlers, mayHoldHandlers } from './frameworks/find-handlers.ts';
import { asMounted } from './frameworks/as-mounted.ts';
import { findPlainHandlers } from './frameworks/find-plain-handlers.ts';
import { javascriptGrammar } from './grammars-of.ts';
import { isComponent, isWebhookCandidate } from './is-webhook-candidate.ts';
import { judgeHandlers } from './judge-handlers.ts';
import type { WebhookFacts } from './judge-handlers.ts';
import { JAVASCRIPT } from './judge/program/language.ts';
import { readProgram } from './judge/program/read-program.ts';
import { readBarrel } from './read-barrel.ts';
import type { WebhookReason } from '../../webhook-reasons.ts';
import type { ParseSyntax } from './syntax.ts';

const NONE: WebhookFacts = { webhooks: [], exports: [] };

/**
 * The webhook handlers of a file with a verdict on each, and its exported functions as far as they verify. `code`
 * returns the text with comments blanked; it is called only if the text contains a keyword. A file that is too large or
 * too deeply nested to parse yields one `unknown` at its first line if its path suggests that it receives webhooks.
 *
 * @param utf8 the text as UTF-8, if the caller has it.
 */
export function findWebhooks(
  path: string,
  text: string,
  code: () => string,
  parse: ParseSyntax,
  knowledge: WebhookKnowledge,
  utf8?: Uint8Array,
): WebhookFacts {
  const wantsAll = knowledge.handlersOnly !== true;
  const isRouted = knowledge.isRouted === true;
  if (!wantsAll && isComponent(path, text)) return NONE;
  if (!isRouted && !isWebhookCandidate(path, text, code, knowledge, utf8))
    return wantsAll ? { webhooks: [], exports: readBarrel(path, text) } : NONE;
  if (!wantsAll && !mayHoldHandlers(path, text)) return NONE;
  const root = parse(javascriptGrammar(path), text);
  if (!root) return { webhooks: unreadable(path, code(), 'too-large'), exports: [] };
  if (root.type === 'ERROR' && root.children.length === 0) {
    return { webhooks: unreadable(path, code(), 'syntax-error'), exports: [] };
  }
  const program = readProgram(text, root, JAVASCRIPT);
  const own = findHandlers(path, program);
  const handlers = isRouted ? [...own.map(asMounted), ...findPlainHandlers(program)] : own;
  const { webhooks, exports } = judgeHandlers(path, program, handlers, knowledge);
  return { webhooks: doubtMisread(webhooks, root), exports };
}

/** One `unknown` for a file that cannot be parsed but appears to receive webhooks; empty for any other. */
export function unreadable(path: string, code: string, why: WebhookReason): WebhookFact[] {
  if (!/hook/i.test(path) && !/\.post\(\s*['"`][^'"`\n]{0,80}hook/i.test(code)) return [];
  return [
    {
      line: 1,
      column: 1,
      endLine: 1,
      verification: 'unknown',
      why,
      provider: null,
      route: null,
      method: null,
      framework: 'unknown',
      verifiedAt: null,
      delegations: [],
    },
  ];
}
