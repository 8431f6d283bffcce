import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Lower } from '../lowering.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { Writer } from '../writer.ts';
import { parentsOf } from './class-parents.ts';
import { addConstants, isDeclared, ownConstants } from './own-constants.ts';
import { lowerBody } from './lower-body.ts';
import { lowerConstant } from './lower-constant.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerStatement } from './lower-statement.ts';
import { addController } from './rails-controllers.ts';
import { addRailsRoutes, isRoutesFile } from './rails-routes.ts';
import { ACTION, filterNames, filtersOf } from './rails-filters.ts';
import type { Ruby } from './ruby.ts';
import { addActions } from './hanami-actions.ts';
import { addRackApp, HANDS_ON, installedMiddleware } from './rack-apps.ts';
import { requestNameIn } from './request-name.ts';
import { rodaRoutes } from './roda-routes.ts';
import { extensionRoutes, sinatraRoutes } from './sinatra-routes.ts';
import { expression } from './visit.ts';

/**
 * Lowers Ruby to the common language, with the actions of Rails controllers, the routes of Sinatra and Roda, and plain
 * Rack.
 */
export const lowerRuby: Lower = (path, text, root) => {
  const methods = new Set(
    nodesOfType(root, new Set(['method', 'singleton_method'])).map((node) => sourceOf(text, child(node, 'name'))),
  );
  const ruby: Ruby = {
    text,
    path,
    out: new Writer(),
    methods,
    classes: new Set([...text.matchAll(/class ([A-Z]\w{0,100}) /g)].map((match) => match[1]!)),
    constants: ownConstants(text, root),
    filters: filterNames(text, root, methods),
    calledAlone: readCalledAlone(text),
    requestName: null,
    locals: new Set(),
    mixin: null,
    services: new Map(),
    inClass: false,
    answersReject: false,
    lower: { expression: lowerExpression, statement: lowerStatement },
  };
  if (isRoutesFile(path)) {
    addRailsRoutes(ruby, root);
    return ruby.out.finish();
  }
  addConstants(ruby);
  installedMiddleware(ruby, root);
  const around = { path: '', before: [], framework: 'sinatra' };
  for (const node of sinatraRoutes(ruby, root.children, around))
    for (const each of isHelpers(ruby, node) ? blockMembers(node) : [node]) topLevel(ruby, each);
  return ruby.out.finish();
};

function topLevel(ruby: Ruby, node: SyntaxNode): void {
  if (node.type === 'class' || node.type === 'module') return moduleOf(ruby, node);
  if (node.type === 'method') return method(ruby, node, 'export function ');
  if (isDeclared(ruby, node)) return;
  lowerStatement(ruby, node);
}

function moduleOf(ruby: Ruby, node: SyntaxNode): void {
  const { text, out } = ruby;
  const body = child(node, 'body');
  const members = body?.children ?? [];
  const own = members
    .flatMap((each) => (isHelpers(ruby, each) ? blockMembers(each) : [each]))
    .filter((each) => /^(?:method|singleton_method|singleton_class)$/.test(each.type));
  const name = sourceOf(text, child(node, 'name')).split('::').at(-1) ?? '';
  const before = ruby.mixin;
  ruby.mixin = mixinOf(ruby, node) ?? before;
  ruby.inClass = true;
  out.add(`export class ${identifier(name)} {`, node);
  for (const each of own.flatMap((part) =>
    part.type === 'singleton_class' ? (child(part, 'body')?.children ?? []) : [part],
  )) {
    if (/^(?:singleton_)?method$/.test(each.type)) method(ruby, each, '');
  }
  const filters = filtersOf(ruby, node);
  // A controller without filters is written with an empty list: it may skip all those of its superclass.
  if (filters.length > 0 || /Controller$/.test(name))
    out.add(`__filters(request, ${ACTION}) { ${filters.join(' ')} }`, node);
  out.add('}', node);
  addController(ruby, node, identifier(name));
  addActions(ruby, node, identifier(name));
  addRackApp(ruby, node, identifier(name));
  rodaRoutes(ruby, members);
  extensionRoutes(ruby, members);
  const framework = /<\s*Grape::API/.test(sourceOf(text, node).slice(0, 200)) ? 'grape' : 'sinatra';
  for (const each of sinatraRoutes(ruby, members, { path: '', before: [], framework }))
    if (each.type === 'class' || each.type === 'module') moduleOf(ruby, each);
  ruby.mixin = before;
  ruby.inClass = false;
}

/** Whether a node is a `helpers do` block, whose methods the routes beside it call. */
const isHelpers = (ruby: Ruby, node: SyntaxNode): boolean =>
  node.type === 'call' && sourceOf(ruby.text, child(node, 'method')) === 'helpers' && child(node, 'block') !== null;

const blockMembers = (node: SyntaxNode): readonly SyntaxNode[] => child(child(node, 'block'), 'body')?.children ?? [];

/**
 * The concern, or else the superclass, that most likely has the methods which the file lacks; null where there is none.
 */
function mixinOf(ruby: Ruby, node: SyntaxNode): string | null {
  const { above, included } = parentsOf(ruby, node);
  const telling =
    included.find((each) => /verif|hook|sign|auth|secur|hmac/i.test(each)) ??
    (included.length === 1 ? included[0] : undefined);
  const base =
    above &&
    !/^(?:ActionController::\w+|ApplicationRecord|ActiveRecord::Base|ApplicationJob|Sinatra::\w+|StandardError)$/.test(
      above,
    )
      ? above
      : null;
  const found = telling ?? base;
  return found ? lowerConstant(ruby, found, node) : null;
}

/** Writes a method; `prefix` is `export function ` at the top level, empty in a class. */
export function method(ruby: Ruby, node: SyntaxNode, prefix: string): void {
  const { out, text } = ruby;
  const name = sourceOf(text, child(node, 'name'));
  const names: string[] = [];
  ruby.locals = new Set();
  ruby.requestName = requestNameIn(text, node);
  for (const part of child(node, 'parameters')?.children ?? []) {
    const written = /^[*&]*\s*(\w+)/.exec(sourceOf(text, part))?.[1];
    if (written) names.push(written);
  }
  for (const each of names) ruby.locals.add(each);
  for (const part of nodesOfType(
    node,
    new Set(['assignment', 'left_assignment_list', 'block_parameters', 'operator_assignment', 'exception_variable']),
  )) {
    const targets = /^(?:assignment|operator_assignment)$/.test(part.type) ? [child(part, 'left')] : part.children;
    for (const each of targets) if (each?.type === 'identifier') ruby.locals.add(sourceOf(text, each));
  }
  ruby.answersReject = ruby.filters.has(name) || (REFUSES.test(name) && !ruby.calledAlone.has(name));
  ruby.services = servicesIn(ruby, node);
  const passes = name === 'call' && HANDS_ON.test(sourceOf(text, node)) ? ['next'] : [];
  const all = [...new Set([...names.map((each) => identifier(each)), 'request', ...passes])];
  out.add(
    `${prefix}${prefix ? identifier(name) : name === 'initialize' ? 'constructor' : propertyName(name)}(${all.join(', ')}) {`,
    node,
  );
  const body = child(node, 'body');
  if (body && body.type !== 'body_statement') out.add(`return ${expression(ruby, body)};`, body);
  else lowerBody(ruby, body?.children ?? [], true);
  // An empty `def verify_hmac; end` accepts every request.
  if (!body && /^(?:verif|valid|authentic)/.test(name)) out.add('return true;', node);
  out.add('}', node);
  ruby.answersReject = false;
  ruby.requestName = null;
}

const REFUSES = /^(?:verif|authenticat|authori[sz]|check|ensure|validat|require|protect|reject|halt|deny|unauthorized)/;

/**
 * Methods that the file calls as plain statements, such as `verify_signature` in an action. A response rendered in one
 * does not end the action; files that test `performed?` are exempt
 * (https://guides.rubyonrails.org/layouts_and_rendering.html#avoiding-double-render-errors).
 */
const readCalledAlone = (text: string): Set<string> =>
  new Set(
    /Controller\b/.test(text) && !/\bperformed\?|\brescue_from\b/.test(text)
      ? [...text.matchAll(ALONE)].map(([, name = '']) => name)
      : [],
  );

const ALONE = /^[ \t]{4,20}([a-z_]\w{0,80}[?!]?)(?:\([^()\n]{0,200}\))?[ \t]{0,20}$/gm;

/** Local variables that hold a service, whose methods are called later: `signature = AcmeSignature.new(request)`. */
const servicesIn = ({ text }: Ruby, within: SyntaxNode): Map<string, SyntaxNode> =>
  new Map(
    nodesOfType(within, new Set(['assignment'])).flatMap((each): [string, SyntaxNode][] => {
      const [left, right] = [child(each, 'left'), child(each, 'right')];
      const isMade = right?.type === 'call' && sourceOf(text, child(right, 'method')) === 'new';
      // The arguments of `new` are written again at every call, so long ones are left out.
      if (right && right.end - right.start > MAX_SERVICE) return [];
      return left?.type === 'identifier' && isMade ? [[sourceOf(text, left), right]] : [];
    }),
  );

const MAX_SERVICE = 300;
