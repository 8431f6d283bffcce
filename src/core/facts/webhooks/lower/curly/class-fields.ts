import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, quote, readOr, setting, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';

/** Types that never verify: those of the language, of the framework, of data. */
const PLAIN_TYPE =
  /^(?:string|int|bool|array|mixed|float|void|self|String|Integer|Long|Boolean|Object|List|Map|Task|Request|Response|Closure|JsonResponse|ILogger|Logger|LoggerInterface|IConfiguration|IOptions|ObjectMapper|CancellationToken|HttpRequest|HttpContext|HttpServletRequest|JsonNode|JsonElement|ResponseEntity|RestTemplate|HttpClient|IHttpClientFactory|Environment|DateTime|Guid)$/;

/** Reads fields and constructor parameters into `curly.fields`, so that calls on them become calls on their class. */
export function readFields(curly: Curly, node: SyntaxNode): void {
  const { text } = curly;
  curly.fields = new Map();
  for (const part of nodesOfType(
    node,
    new Set([
      'field_declaration',
      'property_declaration',
      'property_promotion_parameter',
      'parameter',
      'formal_parameter',
      'simple_parameter',
    ]),
  )) {
    const inMethod =
      /parameter/.test(part.type) &&
      !/constructor_declaration|parameter_list|class_declaration/.test(part.parent?.parent?.type ?? '') &&
      sourceOf(text, child(part.parent?.parent ?? null, 'name')) !== '__construct';
    if (inMethod) continue;
    const inner = part.children.find((each) => each.type === 'variable_declaration') ?? part;
    const type = sourceOf(text, child(inner, 'type') ?? child(part, 'type')).replace(/^\?/, '');
    const element = inner.children.find((each) => /variable_declarator|property_element/.test(each.type));
    const name = sourceOf(
      text,
      child(element ?? null, 'name') ?? child(inner, 'name') ?? element?.children[0] ?? null,
    ).replace(/^\$/, '');
    const written = sourceOf(text, part);
    const value = SPRING.exec(written) ?? MICROPROFILE.exec(written);
    if (value?.[1]) curly.fields.set(name, injected(value[1], value[2] ?? ''));
    else if (isService(type)) curly.fields.set(name, typeName(curly, type, part));
  }
}

/** `@Value("${acme.secret:changeme}")` of Spring and Micronaut. */
const SPRING = /@Value\(\s*"\$\{([\w.-]+)(?::([^}"]*))?\}"/;

/**
 * `@ConfigProperty(name = "acme.secret", defaultValue = "changeme")` of MicroProfile
 * (https://microprofile.io/specifications/config/), which Quarkus uses.
 */
const MICROPROFILE = /@(?:Config)?Property\(\s*name\s*=\s*"([\w.-]+)"(?:\s*,\s*defaultValue\s*=\s*"([^"]*)")?\s*\)/;

/** Whether a type is a class of the project that may hold logic. */
export const isService = (type: string): boolean => /^\\?[A-Z][\w\\]*$/.test(type) && !PLAIN_TYPE.test(type);

/** `${app.secret:changeme}`: the part after the colon is the default. */
function injected(name: string, fallback: string): string {
  // `${webhooks.verify:true}` is a switch; `.enabled` keeps its name from being taken for a token's.
  if (/^(?:true|false)$/.test(fallback)) return setting(SWITCHES.test(name) ? `${name}.enabled` : name);
  return readOr(setting(name), /^(?:#\{null\})?$/.test(fallback) ? undefined : quote(fallback));
}

const SWITCHES = /(?:verif\w{0,8}|validat\w{0,5}|check\w{0,3}|signatures?|enforced?|required?|auth)$/i;

/** The local name of a project class; imported under its own name unless the file imports it. */
export function typeName(curly: Curly, type: string, node: Pick<SyntaxNode, 'line'>): string {
  const plain = type.replace(/^\\/, '').replace(/<[\s\S]*$/, '');
  const last = identifier(plain.split(/[\\.]/).at(-1) ?? plain);
  if (!curly.out.imported(last)) curly.out.import(last, plain, last, node);
  return last;
}
