import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { header, identifier, quote, sourceOf } from '../spelling.ts';
import { typeName } from './class-fields.ts';
import type { Curly } from './curly.ts';
import { declared } from './name-of.ts';
import { roleOf } from './role-of.ts';

export function parameters(curly: Curly, node: SyntaxNode): { names: string[]; lets: string[] } {
  const { text, language } = curly;
  const names: string[] = [];
  const lets: string[] = [];
  for (const part of child(node, 'parameters')?.children ?? []) {
    if (part.type.includes('comment')) continue;
    const type = sourceOf(text, child(part, 'type')).replace(/^\?/, '');
    const name = sourceOf(text, child(part, 'name')).replace(/^[&.$]+/, '');
    const source = sourceOf(text, part);
    if (name === '') continue;
    const role = roleOf(language, type, name);
    const filled =
      filledBy(source, name) ??
      boundBody(language, type, node, text) ??
      (role ? null : entity(language, source, node, text));
    if (filled) lets.push(`let ${declared(curly, name, filled)} = ${filled};`);
    else if (role) {
      curly.names.set(name, role);
      names.push(role);
    } else if (/^I?[A-Z]\w*(?:Service|Verifier|Validator|Handler|Orchestrator|Provider|Gateway)$/.test(type))
      curly.names.set(name, typeName(curly, type, part));
    else names.push(identifier(name));
  }
  if (!names.includes('request')) names.push('request');
  // A middleware of ASP.NET keeps what comes next in a field.
  if (language === 'csharp' && /\b_?next\(/.test(sourceOf(text, child(node, 'body')))) names.push('next');
  return { names: [...new Set(names)], lets };
}

/**
 * A parameter of an action that says no more is read from the body: `[HttpPost] Handle(EventDto dto)`; in Java an interface
 * may say it for the method that overrides its own.
 */
function boundBody(language: Curly['language'], type: string, action: SyntaxNode, text: string): string | null {
  const says = ACTION[language];
  return says?.test(sourceOf(text, action).slice(0, 600)) && BODY_TYPE.test(type) ? 'request.body' : null;
}

/** What says nothing of where it is from is the body of a method of JAX-RS or Micronaut. */
const entity = (language: Curly['language'], source: string, action: SyntaxNode, text: string): string | null =>
  language === 'java' &&
  !source.includes('@') &&
  /^[^{;]{0,400}?@P(?:OST|ost)\b/.test(sourceOf(text, action).slice(0, 600))
    ? 'request.body'
    : null;

const ACTION: Readonly<Partial<Record<Curly['language'], RegExp>>> = {
  csharp: /\[\s*HttpPost\b|^[^(]{0,200}\bIResult\b/,
  java: /^\s*@Override\s+public\s+(?:final\s+)?(?:ResponseEntity|Response)\b/,
};
/** Types of what is read from a body. */
export const BODY_TYPE =
  /^\w*(?:D[tT][oO]|Payload|Event|Web[hH]ookRequest|Update|Notification|JsonElement|JObject|JsonDocument|JsonNode)$/;

function filledBy(source: string, name: string): string | null {
  const named =
    /(?:FromHeader|RequestHeader|HeaderParam|@Header)\s*\(\s*(?:(?:Name|value|name)\s*=\s*)?"([\w-]+)"/.exec(
      source,
    )?.[1];
  if (named) return header(named);
  if (/FromHeader|@RequestHeader/.test(source))
    return /Map|HttpHeaders/.test(source) ? 'request.headers' : header(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
  if (/FromBody|@RequestBody|@Body\b|FromForm|@ModelAttribute/.test(source)) return 'request.body';
  if (/@RequestParam|FromQuery|FromRoute|@PathVariable|@(?:Query|Path|Form)Param\b|@QueryValue/.test(source))
    return /Map</.test(source) ? 'request.body' : `request.query[${quote(name)}]`;
  return null;
}
