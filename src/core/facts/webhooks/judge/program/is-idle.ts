import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isOwn } from '../calls/known-calls.ts';
import { argumentsOf, bare, FUNCTIONS, textOf } from './program.ts';
import type { Program } from './program.ts';

/**
 * Whether all that a handler does is to read the request, to write to the log and to answer: it calls nothing else but functions of
 * the file that do no more, and what it sets are its own variables. `handler` is the function, or its name in the file.
 */
export function isIdle(program: Program, handler: SyntaxNode): boolean {
  const named = bare(handler);
  const text = textOf(program, named);
  const method = program.anyMethod.get(/^this\.(\w{1,100})$/.exec(text)?.[1] ?? '');
  const fn = handedTo(program, bare(program.declared.get(text) ?? method ?? named));
  return doesNothing(program, fn, new Set());
}

/** `seen`: functions that have been looked at, or are being so: each once, however often it is called. */
function doesNothing(program: Program, fn: SyntaxNode, seen: Set<SyntaxNode>): boolean {
  seen.add(fn);
  const own = namesWithin(program, fn);
  return (
    FUNCTIONS.has(fn.type) &&
    nodesOfType(fn, DOES).every((node) => callsIdle(program, node, own, seen) ?? isLeft(program, fn, node)) &&
    !nodesOfType(fn, STATEMENTS).some((node) => actsByOperator(program, node))
  );
}

/**
 * `describe(body)`, where the file's own function does nothing with it either; null for calls of others.
 *
 * @param own names that the caller has for itself, behind which the file's are not seen.
 */
function callsIdle(
  program: Program,
  node: SyntaxNode,
  own: ReadonlySet<string>,
  seen: Set<SyntaxNode>,
): boolean | null {
  const called = node.type === 'call_expression' ? child(node, 'function') : null;
  if (called?.type !== 'identifier') return null;
  const name = textOf(program, called);
  if (own.has(name)) return false;
  const declared = program.declared.get(name);
  const fn = declared && bare(declared);
  if (fn === undefined || !FUNCTIONS.has(fn.type)) return isOfOthers(program, name) ? false : null;
  return seen.has(fn) || (seen.size < MAX_CALLED && doesNothing(program, fn, seen));
}

/** Names of parameters and variables of a function and of those inside it, as far as a text tells. */
function namesWithin(program: Program, fn: SyntaxNode): ReadonlySet<string> {
  const parameters = child(fn, 'parameters') ?? child(fn, 'parameter');
  const names = [parameters, ...nodesOfType(fn, DECLARATORS).map((node) => child(node, 'name'))];
  return new Set(names.flatMap((node) => (node === null ? [] : textOf(program, node).split(/[^\w$]+/))));
}

const DECLARATORS = new Set(['variable_declarator']);

/** `define(body)` of another file, which is not what the language or a framework calls so. */
function isOfOthers(program: Program, name: string): boolean {
  const origin = program.imports.get(name) ?? null;
  return origin !== null && (program.language.shared ? !ANSWERS.test(name) : isOwn(origin));
}

/** Functions of frameworks that answer, which are imported. */
const ANSWERS = /^(?:jsonify|render|make_response|[A-Z]\w*)$/;

const MAX_CALLED = 10;

/** `EVENTS << params`: what operators do on their own, or as the last thing that is done. */
function actsByOperator(program: Program, node: SyntaxNode): boolean {
  const inner = bare(node.type === 'return_statement' ? (node.children[0] ?? node) : node);
  if (inner.type !== 'binary_expression') return false;
  return node.type === 'expression_statement' || textOf(program, child(inner, 'operator') ?? inner) === '<';
}

const STATEMENTS = new Set(['expression_statement', 'return_statement']);

/** The action of the file that a handler of another language is there to call, or the handler itself. */
function handedTo(program: Program, fn: SyntaxNode): SyntaxNode {
  const [, owner, name = ''] = (program.language.shared && ONLY_CALLS.exec(textOf(program, fn).slice(0, 500))) || [];
  return (owner === undefined ? program.declared.get(name) : program.methods.get(owner)?.get(name)) ?? fn;
}

/** `async (request) => { return AcmeController.receive(request); }`, in Rails with the filters that the class inherits. */
const ONLY_CALLS =
  /^(?:async )?\(request\) => \{\s{1,4}(?:\w{1,100}\.__filters\([^()]{0,100}\); )?return (?:([A-Za-z]\w{0,100})\.)?([A-Za-z]\w{0,100})\([\w.,\s]{0,200}\);\s{1,4}\}$/;

const DOES = new Set([
  'call_expression',
  'new_expression',
  'assignment_expression',
  'augmented_assignment_expression',
  'update_expression',
  'unary_expression',
  'variable_declarator',
]);

function isLeft(program: Program, fn: SyntaxNode, node: SyntaxNode): boolean {
  const text = textOf(program, node).slice(0, 200);
  if (node.type === 'variable_declarator') return !program.language.shared || !FIELD.test(text);
  if (node.type === 'unary_expression') return !text.startsWith('delete');
  if (node.type === 'assignment_expression')
    return /^ctx\.(?:body|status)\s?=|^request\.body = request\.body$/.test(text) || isOwnVariable(program, fn, node);
  if (runsOthers(program, node) || KEEPS.test(text)) return false;
  if ([CALLS, CHECKS].some((each) => each.test(text.replace(/\s{1,40}/g, ' ')))) return true;
  const called = child(node, 'function') ?? child(node, 'constructor');
  const name = called === null ? '' : textOf(program, called);
  return (
    program.language.shared &&
    (PURE.test(name.slice(-20)) ||
      [CALLED_OF_OTHERS, FIELD_OF_LOG, ANSWER_OF_OTHERS, REFUSES].some((each) => each.test(name.slice(0, 200))))
  );
}

/** `request.json().then(settle)`, `Object.values(body).forEach(save)`: a function that has a name runs there, which is not looked at. */
function runsOthers(program: Program, node: SyntaxNode): boolean {
  const name = child(child(node, 'function'), 'property');
  return (
    name !== null &&
    /^(?:then|catch|finally|forEach|map|flatMap|filter|reduce(?:Right)?|some|every|find\w{0,9}|replace(?:All)?|sort)$/.test(
      textOf(program, name),
    ) &&
    argumentsOf(node).some(
      (each) =>
        /^(?:identifier|member_expression|call_expression)$/.test(bare(each).type) &&
        !/^(?:(?:console|logger|log)\.\w{1,20}|Boolean|Number|String|JSON\.parse)$/.test(textOf(program, each)),
    )
  );
}

/** `Object.assign(orders, body)`, `log.insert(body)`: what else than to read and to write lines such names may do. */
const KEEPS =
  /^Object\.(?:assign|define\w{1,12}|setPrototypeOf)\(\s{0,20}[^{\s]|^(?:await )?(?:logger|log)\.(?:add|create|insert|put|push|save|set|update|upsert)\w{0,20}\(/;

/** What gives out a digest or a text's bytes, of whatever it is called. */
const PURE = /\.(?:(?:hex)?digest|encode)$/;

/** What looks like a field of the class, which is set as variables are: `_last = body` of C#. */
const FIELD = /^(?:_[a-z]|[A-Z])/;

/** `kind = body.type`, where the function declares `kind`. */
function isOwnVariable(program: Program, fn: SyntaxNode, node: SyntaxNode): boolean {
  const left = child(node, 'left');
  return (
    left?.type === 'identifier' &&
    [' ', ';'].some((next) => textOf(program, fn).includes(`let ${textOf(program, left)}${next}`))
  );
}

/** Calls of consoles and loggers, of the request, of the answer, and of the language's own that make one value of another. */
const CALLS =
  /^(?:new (?:Next)?Response\(|(?:console|logger|log|this\.log(?:ger)?|functions\.logger|fastify\.log|app\.log|req(?:uest)?\.log|NextResponse|Response|res|response|reply|JSON|Object|String|Number)\.\w+\(|(?:res|response|reply|c|ctx)\.status\(|(?:(?:c|ctx)\.)?(?:req|request|event)\.(?:json|text|formData|arrayBuffer|header|get|param|query|valid|headers\.get)\(|new URL(?:SearchParams)?\(|(?:form_?[dD]ata|(?:\w{1,40}\.)?(?:searchParams|headers)|params)\.(?:get|has)(?:All)?\(|c\.(?:json|text|body)\(|(?:json|text|(?:read|use)(?:Raw)?Body|getHeaders?|defineEventHandler|String|Boolean|new Date)\(|[\w.]{1,60}\??\.(?:slice|substr(?:ing)?|trim|split|join|includes|startsWith|endsWith|to(?:String|ISOString|LowerCase|UpperCase))\()/;

/** What a check that does not always hold is made of: that it is tried is nothing to the handler's harm. */
const CHECKS =
  /^(?:(?:crypto\.)?(?:createHmac|createHash|timingSafeEqual)\(|(?:hmac|hash|mac|shasum)\.(?:update|digest)\(|Buffer\.from\(|\w{1,40}\.webhooks\.constructEvent(?:Async)?\()/;

/** The same of other languages: a log by its levels, since it may also be a table, `Log.create(payload)`. */
const CALLED_OF_OTHERS =
  /^(?:(?:\w{1,40}\.)?_?(?:logger|logging|log)(?:\(\))?\.(?:trace|debug|info|notice|warn|warning|error|critical|fatal|exception|log\w{0,20}|print\w{0,4})|(?:Rails\.)?logger|Console\.(?:error\.)?write(?:Line)?|System\.(?:out|err)\.print\w{0,3}|print(?:_r)?|var_(?:export|dump)|puts|pp|p|ap|status|createH(?:mac|ash)|timingSafeEqual|define|jsonify|render|make_response|json\.(?:dumps|loads)|request\.(?:ips?|url|full_?url|user_?agent|method|path|host|getClientIp|headers?|query)|(?:data|payload|event|body|params|headers|form|reader|request\.(?:body|headers|query))\.(?:get|close|inspect|decode|strip|toString|readToEnd(?:Async)?))$/i;
/** `zap.String('body', text)`, `logrus.WithField('body', text).Info('got')`: what a line of the log has beside its words. */
const FIELD_OF_LOG =
  /^zap\.\w{1,20}$|^(?:\w{1,40}\.){0,2}_?(?:logger|log|logrus|slog)\.(?:with\w{0,10}|str|err|fields?)(?:\([^;]{0,150}\)\.\w{1,20})?$/i;
/** What ends the request, as lowerings write it: `(() => { throw 'abort' })(400)`. */
const REFUSES = /^\(\(\) => \{ throw '\w{1,20}' \}\)$/;
/** `JsonResponse`, `new ResponseEntity<>(body, OK)`, `Json(ApiResponse::success(()))`, by the class: `save_response` is something else. */
const ANSWER_OF_OTHERS =
  /^(?:(?:[A-Z]\w{0,20})?Response(?:Entity)?(?:\.(?:ok|success|error|failure|new|default|empty))?|Json|(?:Ok|Accepted|NoContent|StatusCode)\w{0,6}Result)$/;
