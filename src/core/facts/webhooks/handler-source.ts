import type { Handler } from './frameworks/handler.ts';
import { textOf } from './judge/program/program.ts';
import type { Program } from './judge/program/program.ts';
import type { SyntaxNode } from './syntax.ts';

/**
 * The text of everything that a handler consists of: its registration, its function, and the middleware declared in the
 * file. Its purpose and its provider are recognised from it.
 */
export const sourceOf = (program: Program, handler: Handler): string =>
  [
    handler.at,
    ...handler.before,
    ...(handler.guards ?? []),
    ...middlewareOf(program, handler),
    ...namedBy(program, handler),
  ]
    .map((node) => textOf(program, node))
    .filter((text) => !HANDS_ON.test(text) || text.split('next(').length < 2)
    .join(' ');

/** The middleware in front of the handler that is declared in this file, by name. */
const middlewareOf = ({ declared, text, language }: Program, { before }: Handler): SyntaxNode[] =>
  language.shared
    ? []
    : before.flatMap(({ type, start, end }) =>
        type === 'identifier' ? (declared.get(text.slice(start, end)) ?? []) : [],
      );

/**
 * `if (isProtected(req)) return requireAdmin(req, res, next); next();`: middleware that lets unprotected requests
 * through.
 */
const HANDS_ON =
  /^(?:async )?\(?(?:req|_req|request)\b[^{]{0,60}\{[^]{0,2000}\w\((?:req|request), ?(?:res|response), ?next\)/;

/**
 * The function that the handler names; in languages other than JavaScript also those inside decorators: `valid(take)`.
 */
function namedBy(program: Program, { handler: { type, start, end }, owner = '' }: NamedHandler): SyntaxNode[] {
  const written = program.text.slice(start, end);
  if (program.language.shared && type === 'arrow_function') return calledIn(program, written);
  const method = program.language.shared ? OF_TYPE.exec(written)?.[1] : undefined;
  if (method !== undefined)
    return [program.methods.get(owner)?.get(method) ?? program.anyMethod.get(method) ?? []].flat();
  const names =
    program.language.shared && type === 'call_expression' ? (written.match(/\w+/g)?.slice(0, 8) ?? []) : [written];
  return names.flatMap((name) => program.declared.get(name) ?? []);
}

type NamedHandler = Pick<Handler, 'handler' | 'owner'>;

/** `this.take`: a method of a Go type. */
const OF_TYPE = /^this\.(\w{1,200})$/;

/**
 * The text of the functions and methods of the file to which a handler passes its request; they may show which provider
 * sends it. Empty in JavaScript, whose handlers are recognised by their own text.
 */
export function handedOnBy(program: Program, handler: Handler): string {
  if (!program.language.shared) return '';
  const written = textOf(program, handler.handler);
  const owner = [...written.slice(-MAX_CALLS).matchAll(CALLED)].at(-1)?.[1];
  return namedBy(program, handler)
    .flatMap((node) => [...textOf(program, node).slice(0, MAX_HANDING).matchAll(HANDED)].slice(0, MAX_CALLED))
    .flatMap(
      ([, self, name = '']) =>
        (self === undefined ? program.declared.get(name) : program.methods.get(owner ?? '')?.get(name)) ?? [],
    )
    .map((node) => textOf(program, node))
    .join(' ');
}

/** Passes the request to a function of the file: `this.record(request.body)`, `record(id, request)`. */
const HANDED = /(?<![\w.])(?:(this)\.)?(\w{1,200})\((?:[\w.,\s]{0,200}[\s,])?request\b/g;
const MAX_HANDING = 4000;

/**
 * The functions and methods of the file that an inline handler calls:
 * `(request) => { verify(request); return Hooks.take(request); }`.
 */
function calledIn(program: Program, written: string): SyntaxNode[] {
  const called = [...written.slice(-MAX_CALLS).matchAll(CALLED)].slice(-MAX_CALLED);
  return called.flatMap(
    ([, owner, name = '']) =>
      (owner === undefined ? program.declared.get(name) : program.methods.get(owner)?.get(name)) ?? [],
  );
}

const CALLED = /(?<![\w.])(?:(\w{1,200})\.)?(\w{1,200})\([^()]{0,200}\)/g;
const MAX_CALLS = 2000;
const MAX_CALLED = 8;
