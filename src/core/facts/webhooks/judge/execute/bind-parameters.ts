import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { parameter, present } from '../state/names.ts';
import { decoratedParameter } from './decorated-parameter.ts';
import { literal, textOf } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { assign } from '../evaluate/evaluate.ts';
import { serviceParameter } from '../evaluate/typed-names.ts';
import { fallbackOf } from '../state/join-values.ts';
import { ANYTHING, BODY, SECRET, UNKNOWN, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** Binds the parameters of a function: to the arguments, or else to what decorators, names and types suggest. */
export function bindParameters(run: Run, state: State, fn: SyntaxNode, args: readonly Value[]): void {
  const single = child(fn, 'parameter');
  const list = single ? [single] : (child(fn, 'parameters')?.children ?? []).filter((node) => node.type !== 'comment');
  for (const [index, node] of list.entries()) {
    const pattern = child(node, 'pattern') ?? (node.type === 'assignment_pattern' ? child(node, 'left') : node) ?? node;
    const given = args[index];
    if (pattern.type === 'identifier') {
      const name = textOf(run.program, pattern);
      const guess =
        decoratedParameter(run, node) ??
        (isKey(run, fn, name) ? KEY : isNotice(run, fn, name, index) ? NOTICE : named(run, node, name, index));
      const left = given === undefined ? leftAway(run, node, guess) : guess;
      state.vars.set(name, given && given !== UNKNOWN ? given : left);
    } else {
      bindPattern(run, state, pattern, given ?? UNKNOWN, fn);
    }
  }
}

/** `(body, signature, secret = 'dev')`: the default counts where a caller in this file omits the secret. */
function leftAway(run: Run, node: SyntaxNode, guess: Value): Value {
  const text = run.stack.length > 1 ? literal(run.program, child(node, 'right') ?? child(node, 'value')) : null;
  return text === null ? guess : { ...guess, from: guess.from | fallbackOf(guess, value({ text })) };
}

/** What the parameter's name suggests, or its type if the name says nothing. */
function named(run: Run, node: SyntaxNode, name: string, index: number): Value {
  const guess = parameter(name, index);
  return guess.from === ANYTHING ? (serviceParameter(run.program, node) ?? guess) : guess;
}

/** `({ body, headers }, reply)`: parts of a request, by their names, unless the argument is known. */
function bindPattern(run: Run, state: State, pattern: SyntaxNode, given: Value, fn: SyntaxNode, depth = 0): void {
  if (given !== UNKNOWN) return assign(run, state, pattern, given);
  for (const part of pattern.children) {
    const name =
      part.type === 'pair_pattern'
        ? child(part, 'key')
        : part.type === 'object_assignment_pattern'
          ? child(part, 'left')
          : part;
    const local = part.type === 'pair_pattern' ? child(part, 'value') : name;
    if (!name || !local) continue;
    const key = textOf(run.program, name);
    if (local.type === 'object_pattern') {
      // `({ input: { body, headers } })`
      if (WHOLE.test(key) && depth < 2) bindPattern(run, state, local, UNKNOWN, fn, depth + 1);
      continue;
    }
    const isHandler = run.stack.length === 1;
    const derived = isHandler ? run.derived.get(key) : undefined;
    const bound = derived ?? (isHandler && key === 'input' ? INPUT_OF : isKey(run, fn, key) ? KEY : parameter(key, 1));
    // Elysia and others pass the parts of a request to the handler itself.
    if (isHandler && bound.from & BODY) run.readsBody = true;
    state.vars.set(textOf(run.program, local), bound);
  }
}

/** Whether a parameter is a secret, judging by what the function does with it if the name does not show it. */
const isKey = (run: Run, fn: SyntaxNode, name: string): boolean =>
  (name === 'key' && KEYED.test(textOf(run.program, fn))) ||
  (name === 'expected' && TAKES_REQUEST.test(parametersOf(run, fn))) ||
  (HELD.test(name) && OF_KEYS.test(nameOf(run, fn)) && child(fn, 'parameters')?.children.length === 1);

/** Computes a keyed digest. */
const KEYED = /createHmac\(|importKey\(|HmacSHA/;
/** `assertToken(req, expected)`: what the request has to present. */
const TAKES_REQUEST = /^\(\s{0,9}_?req(?:uest)?\b/;
/** `validateApiKey(raw)`: what the caller has presented. */
const OF_KEYS = /api_?key|(?:access|bearer|auth|hook)_?token/i;
const HELD = /^(?:raw|key|value|plain|provided|given|input)(?:Key|Token|Value)?$/;

/** `notify(params)` of a service: the parameters of the request, under a name that says nothing. */
const isNotice = (run: Run, fn: SyntaxNode, name: string, index: number): boolean =>
  index === 0 && FIELDS.test(name) && OF_CALLS.test(nameOf(run, fn));

const FIELDS = /^(?:params?|(?:params?|request|notify)(?:Map|Params)|map|fields|form|xml(?:Data)?)$/;
const OF_CALLS =
  /^(?:(?:handle|process|on|take|receive)_?)?(?:pay\w{0,10}_?)?(?:notify|notification|call_?back|web_?hook|ipn)$/i;

const parametersOf = ({ program }: Run, fn: SyntaxNode): string => {
  const list = child(fn, 'parameters');
  return list === null ? '' : textOf(program, list).slice(0, 80);
};

/** The name of a function, or of the variable that holds it. */
const nameOf = ({ program }: Run, fn: SyntaxNode): string => {
  const name = child(fn, 'name') ?? child(fn.parent, 'name');
  return name === null ? '' : textOf(program, name);
};

/** Parameters that have the parts of the request. */
const WHOLE = /^(?:input|req|request)$/;

const KEY = present(SECRET, { chain: ['key'] });
/** `handler(({ input, context }) => …)` of oRPC: what a procedure is called with is the body of its request. */
const INPUT_OF = value({ from: BODY, chain: ['body'] });
const NOTICE = value({ from: BODY, chain: ['body'] });
