import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { header, identifier, quote, sourceOf } from '../spelling.ts';
import { typeName } from './class-fields.ts';
import type { Curly } from './curly.ts';
import { declared } from './name-of.ts';
import { roleOf } from './role-of.ts';

/**
 * The parameters of a function: `names` for those the caller passes, `lets` for declarations of those the framework
 * fills.
 */
export function parameters(curly: Curly, node: SyntaxNode): { names: string[]; lets: string[] } {
  const { text, dialect } = curly;
  const names: string[] = [];
  const lets: string[] = [];
  for (const part of child(node, 'parameters')?.children ?? []) {
    if (part.type.includes('comment')) continue;
    const type = sourceOf(text, child(part, 'type')).replace(/^\?/, '');
    const name = sourceOf(text, child(part, 'name')).replace(/^[&.$]+/, '');
    const source = sourceOf(text, part);
    if (name === '') continue;
    const role = roleOf(curly, type, name);
    const filled =
      filledBy(source, name) ??
      (role ? null : (dialect.filledBy?.({ type, source }, sourceOf(text, node).slice(0, 600)) ?? null));
    if (filled) lets.push(`let ${declared(curly, name, filled)} = ${filled};`);
    else if (role) {
      curly.names.set(name, role);
      names.push(role);
    } else if (SERVICE.test(type) || dialect.serviceType?.test(type))
      curly.names.set(name, typeName(curly, type, part));
    else names.push(identifier(name));
  }
  if (!names.includes('request')) names.push('request');
  if (dialect.goesOn?.test(sourceOf(text, child(node, 'body')))) names.push('next');
  return { names: [...new Set(names)], lets };
}

/** Types of services, which the framework injects. */
const SERVICE = /^I?[A-Z]\w*(?:Service|Verifier|Validator|Handler|Orchestrator|Provider|Gateway)$/;

/** Types that are deserialised from the request body. */
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
