import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isOwn } from '../calls/known-calls.ts';
import { FUNCTIONS, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import { value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Infers from its type what a name is that nothing else explains: `webhooks: WebhookService` is an instance of that
// class.

/** An instance of the class that a type annotation names; null if that is neither imported nor a class of the file. */
export function instanceOf({ imports, methods, text }: Program, annotation: SyntaxNode | null): Value | null {
  if (!annotation) return null;
  const type = /^:\s*([A-Za-z_$][\w$]*)/.exec(text.slice(annotation.start, annotation.end).slice(0, 100))?.[1] ?? '';
  const origin = imports.get(type);
  if (origin) return value({ origin, chain: [type] });
  return methods.has(type) ? value({ chain: [type] }) : null;
}

/** A parameter whose type is a service class of this repository rather than a data type; null for any other. */
export function serviceParameter(program: Program, parameter: SyntaxNode): Value | null {
  const instance = instanceOf(program, child(parameter, 'type'));
  if (instance === null || !SERVICE.test(instance.chain[0]!)) return null;
  return instance.origin === null || isOwn(instance.origin) ? instance : null;
}

const SERVICE =
  /(?:Service|Verifier|Validator|Provider|Gateway|Adapter|Processor|Handler|Client|Strategy|Receiver|UseCase|Controller|Manager|Bridge|Engine|Repository)s?$/;

/**
 * `function makeRoutes(webhooks: WebhookService) { router.post('/x', … webhooks.take(req)) }`: a parameter of an
 * enclosing function; null if there is none.
 */
export function parameterAround({ program, stack }: Run, name: string): Value | null {
  let at = stack[0]?.parent ?? null;
  for (let depth = 0; at && depth < 60; depth++) {
    const list = FUNCTIONS.has(at.type) ? child(at, 'parameters') : null;
    const named = list?.children.find((each) => {
      const pattern = child(each, 'pattern');
      return pattern !== null && textOf(program, pattern) === name;
    });
    if (named) return serviceParameter(program, named);
    at = at.parent;
  }
  return null;
}
