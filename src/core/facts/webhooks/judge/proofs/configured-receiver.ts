import type { SyntaxNode } from '../../syntax.ts';
import { child } from '../../syntax.ts';
import { isOwn } from '../calls/known-calls.ts';
import { argumentsOf, bare, objectEntries, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Value } from '../state/value.ts';

/**
 * Whether a library's receiver is configured with the secret: `Webhooks({ webhookKey })`,
 * `webhookCallback(bot, 'http', { secretToken })`, either where it is constructed or where it is called by its
 * variable.
 */
export function isConfiguredReceiver(program: Program, callee: Value, call: SyntaxNode): boolean {
  if (!callee.origin || isOwn(callee.origin) || call.type !== 'call_expression') return false;
  if (!/webhook/i.test(callee.chain.at(-1) ?? '')) return false;
  const name = child(call, 'function');
  const made = name ? program.declared.get(textOf(program, name)) : undefined;
  return [call, ...(made ? [bare(made)] : [])].some((each) => takesSecret(program, each));
}

const takesSecret = (program: Program, call: SyntaxNode): boolean =>
  argumentsOf(call).some((each) =>
    [...objectEntries(program, bare(each)).keys()].some((key) => /secret|^(?:webhook|signing)_?key$/i.test(key)),
  );
