import { child } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import type { ClassParts, Method } from '../curly/lower-classes.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';

const HOOK = /web_?hook|(?:^|[_/])ipn|IPN|Ipn/i;

const CRUD =
  /^(?:index|show|create|store|edit|update|destroy|delete|list|register|subscribe|retry|__\w+|is[A-Z]\w*|(?:test|get|set|send|dispatch|validate|verify|check|calculate|compute)(?:[A-Z_]\w*)?)$/;

/** `webhook`, `handleStripeWebhook`, `rideWebhook` beside actions that manage something else; no `createWebhook`. */
const TAKES =
  /^(?!create|store|save|add|update|edit|delete|remove|destroy|list|show|register|toggle|enable|disable|new|replay|resend|manage)\w*web_?hook$/i;

/** A browser comes back from a sign-in, with a code and what it was sent away with. */
const SIGN_IN = /['"]code['"]\)[\s\S]{0,600}['"]state['"]|['"]state['"]\)[\s\S]{0,600}['"]code['"]|Socialite::driver/;

/** Middleware that the constructor or the class's attributes put in front, and requests that authorise themselves. */
function guardsOf(php: Curly, { methods, name }: ClassParts, method: Method): string {
  const made = methods.find((each) => each.name === '__construct');
  const guard = made && /->middleware\(/.test(made.source) ? `${name}.__construct(request); ` : '';
  const own = parametersOf(php, method).find(
    (type) =>
      /Request$/.test(type) && !/^(?:Request|ServerRequest|RequestInterface|ServerRequestInterface)$/.test(type),
  );
  return own ? `${guard}if (!${identifier(own)}.authorize(request)) throw 'forbidden'; ` : guard;
}

const parametersOf = (php: Curly, method: Method): string[] =>
  (child(method.node, 'parameters')?.children ?? []).map(
    (each) => sourceOf(php.text, child(each, 'type')).split('\\').at(-1) ?? '',
  );

export function controllerRoutes(php: Curly, parts: ClassParts): void {
  const { text } = php;
  const head = sourceOf(text, parts.node).slice(0, 600);
  const names = parts.methods.map((each) => each.name);
  const controller = /Controller\b/.test(parts.name) || /extends\s+\w*Controller/.test(head);
  const prefix = /#\[Route\(\s*['"]([^'"]*)['"]/.exec(head.split(/\bclass\b/)[0] ?? '')?.[1] ?? '';
  const crud =
    names.filter((each) => /^(?:index|show|edit|update|destroy|new|delete)(?:Action)?$/.test(each)).length > 1;
  for (const method of parts.methods) {
    if (!/\bpublic\b/.test(method.source.slice(0, 400)) || /\bstatic\b/.test(method.source.split('(')[0] ?? ''))
      continue;
    const before = sourceOf(text, method.node.children.find((each) => each.type === 'attribute_list') ?? null);
    const attribute = /#\[(?:\w+\\)*(?:Route|Post)\(\s*(?:path\s*:\s*)?['"]([^'"]*)['"]/.exec(before)?.[1];
    if (/IsGranted|Security\(/.test(before)) continue;
    const takes =
      parametersOf(php, method).some((each) => /Request$/.test(each)) ||
      /\brequest\(\)|php:\/\/input|\$_POST/.test(method.source);
    const hooks =
      ((HOOK.test(method.name) || HOOK.test(parts.name)) && !CRUD.test(method.name)) ||
      (HOOK.test(parts.name) && method.name === '__invoke');
    const reads = /methods\s*:/.test(before) && !/POST/.test(before);
    if ((attribute !== undefined && reads) || SIGN_IN.test(method.source)) continue;
    const post = attribute !== undefined;
    if (
      !post &&
      (!controller ||
        !takes ||
        (crud && !TAKES.test(method.name)) ||
        (CRUD.test(method.name) && method.name !== '__invoke'))
    )
      continue;
    if (/\/(?:Admin|Settings|Dashboard)\//i.test(php.path)) continue;
    php.out.route(
      {
        framework: attribute === undefined ? 'laravel' : 'symfony',
        route: attribute === undefined ? null : `${prefix}${attribute}`,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind: hooks && attribute === undefined ? 'controller' : 'route',
      },
      `(request) => { ${guardsOf(php, parts, method)}return ${parts.name}.${propertyName(method.name)}(${method.given}); }`,
    );
  }
}
