import { child, enclosing, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isOwn } from '../calls/known-calls.ts';
import { argumentsOf, bare, FUNCTIONS, textOf } from './program.ts';
import type { Program } from './program.ts';

/**
 * Whether a handler only reads the request, logs and answers: it calls nothing but functions of the file that do no
 * more, and assigns only its own variables. `handler` is the function, or its name in the file.
 */
export function isIdle(program: Program, handler: SyntaxNode): boolean {
  const named = bare(handler);
  const text = textOf(program, named);
  const method = program.anyMethod.get(/^this\.(\w{1,100})$/.exec(text)?.[1] ?? '');
  const fn = handedTo(program, bare(program.declared.get(text) ?? method ?? named));
  return doesNothing(program, fn, new Set());
}

/** `seen` holds the functions already visited or in progress, so that each is visited once. */
function doesNothing(program: Program, fn: SyntaxNode, seen: Set<SyntaxNode>): boolean {
  seen.add(fn);
  const own = namesWithin(program, fn);
  return (
    FUNCTIONS.has(fn.type) &&
    nodesOfType(fn, DOES)
      .filter((node) => enclosing(node, DECORATORS) === null)
      .every((node) => callsIdle(program, node, own, seen) ?? isLeft(program, fn, node)) &&
    !nodesOfType(fn, STATEMENTS).some((node) => actsByOperator(program, node))
  );
}

/**
 * Whether a call to a function of the file, `describe(body)`, does nothing either; null for any other call.
 *
 * @param own names local to the caller, which shadow those of the file.
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
  if (fn === undefined || !FUNCTIONS.has(fn.type)) return isOfOthers(program, name) ? givesClient(node, name) : null;
  return seen.has(fn) || (seen.size < MAX_CALLED && doesNothing(program, fn, seen));
}

/** Names of parameters and variables of a function and of those nested in it, as far as its text shows. */
function namesWithin(program: Program, fn: SyntaxNode): ReadonlySet<string> {
  const parameters = child(fn, 'parameters') ?? child(fn, 'parameter');
  const names = [parameters, ...nodesOfType(fn, DECLARATORS).map((node) => child(node, 'name'))];
  return new Set(names.flatMap((node) => (node === null ? [] : textOf(program, node).split(/[^\w$]+/))));
}

const DECLARATORS = new Set(['variable_declarator']);

/** `take(@Body() body)`: a decorator runs once, when its class is defined. */
const DECORATORS = new Set(['decorator']);

/** `define(body)` of another file, as opposed to a function that the language or a framework provides. */
function isOfOthers(program: Program, name: string): boolean {
  const origin = program.imports.get(name) ?? null;
  return origin !== null && (program.language.shared ? !ANSWERS.test(name) : isOwn(origin));
}

/** `getStripe().webhooks`: a function of another file that is given nothing and returns the object to call. */
const givesClient = (call: SyntaxNode, name: string): boolean =>
  /^get[A-Z]/.test(name) && argumentsOf(call).length === 0 && call.parent?.type === 'member_expression';

/** Imported framework functions that build a response. */
const ANSWERS = /^(?:jsonify|render|make_response|[A-Z]\w*)$/;

const MAX_CALLED = 10;

/** `EVENTS << params`: an operator used for its effect, as a statement or as the last expression. */
function actsByOperator(program: Program, node: SyntaxNode): boolean {
  const inner = bare(node.type === 'return_statement' ? (node.children[0] ?? node) : node);
  if (inner.type !== 'binary_expression') return false;
  return node.type === 'expression_statement' || textOf(program, child(inner, 'operator') ?? inner) === '<';
}

const STATEMENTS = new Set(['expression_statement', 'return_statement']);

/** In lowered code, the function of the file that a handler does nothing but call; otherwise the handler itself. */
function handedTo(program: Program, fn: SyntaxNode): SyntaxNode {
  const [, owner, name = ''] = (program.language.shared && ONLY_CALLS.exec(textOf(program, fn).slice(0, 500))) || [];
  return (owner === undefined ? program.declared.get(name) : program.methods.get(owner)?.get(name)) ?? fn;
}

/** `async (request) => { return AcmeController.receive(request); }`, in Rails preceded by the inherited filters. */
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
  if (node.type === 'unary_expression') return !text.startsWith('delete') || isOwnPart(program, fn, text);
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

/** `request.json().then(settle)`, `Object.values(body).forEach(save)`: a named callback runs, which is not analysed. */
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

/** `Object.assign(orders, body)`, `log.insert(body)`: names that usually read or log, but here write. */
const KEEPS =
  /^Object\.(?:assign|define\w{1,12}|setPrototypeOf)\(\s{0,20}[^{\s]|^(?:await )?(?:logger|log)\.(?:add|create|insert|put|push|save|set|update|upsert)\w{0,20}\(/;

/** Computes a digest or a string's bytes, whatever it is called on. */
const PURE = /\.(?:(?:hex)?digest|encode)$/;

/** Looks like a field of the class, which is assigned as variables are: `_last = body` in C#. */
const FIELD = /^(?:_[a-z]|[A-Z])/;

/** `kind = body.type`, where the function declares `kind`. */
function isOwnVariable(program: Program, fn: SyntaxNode, node: SyntaxNode): boolean {
  const left = child(node, 'left');
  return (
    left?.type === 'identifier' &&
    [' ', ';', ':'].some((next) => textOf(program, fn).includes(`let ${textOf(program, left)}${next}`))
  );
}

/** `delete payload['cmd']`, where the function declares `payload`: what it has read is shortened. */
const isOwnPart = (program: Program, fn: SyntaxNode, text: string): boolean => {
  const name = program.language.shared ? /^delete (\w{1,60})[.[]/.exec(text)?.[1] : undefined;
  return name !== undefined && textOf(program, fn).includes(`let ${name} = `);
};

/** Calls on consoles and loggers, on the request, on the response, and to built-ins that only convert values. */
const CALLS =
  /^(?:new (?:Next)?Response\(|[\w.]{1,60}\.(?:log|logger)\.(?:trace|debug|info|log|warn|error|fatal)\(|context\.log\(|(?:console|logger|log|this\.log(?:ger)?|functions\.logger|fastify\.log|app\.log|req(?:uest)?\.log|NextResponse|Response|res|response|reply|JSON|Object|String|Number)\.\w+\(|(?:res|response|reply|c|ctx)\.status\(|(?:(?:c|ctx)\.)?(?:req|request|event)\.(?:json|text|formData|arrayBuffer|header|get|param|query|valid|headers\.get)\(|new URL(?:SearchParams)?\(|(?:form_?[dD]ata|(?:\w{1,40}\.)?(?:searchParams|headers)|params)\.(?:get|has)(?:All)?\(|c\.(?:json|text|body)\(|(?:json|text|(?:read|use)(?:Raw)?Body|getHeaders?|defineEventHandler|String|Boolean|new Date)\(|[\w.]{1,60}\??\.(?:slice|substr(?:ing)?|trim|split|join|includes|startsWith|endsWith|to(?:String|ISOString|LowerCase|UpperCase))\()/;

/** Parts of a check that does not hold in every case; attempting it does no harm. */
const CHECKS =
  /^(?:(?:crypto\.)?(?:createHmac|createHash|timingSafeEqual)\(|(?:hmac|hash|mac|shasum)\.(?:update|digest)\(|Buffer\.from\(|\w{1,40}(?:\(\))?\.webhooks\.constructEvent(?:Async)?\()/;

/**
 * The same for other languages. A log counts only by its levels, since it may also be a table: `Log.create(payload)`.
 */
const CALLED_OF_OTHERS =
  /^(?:(?:\w{1,40}\.)?_?(?:logger|logging|log)(?:\(\))?\.(?:trace|debug|info|notice|warn|warning|error|critical|fatal|exception|log\w{0,20}|print\w{0,4})|(?:Rails\.)?logger|Console\.(?:error\.)?write(?:Line)?|System\.(?:out|err)\.print\w{0,3}|print(?:_r)?|var_(?:export|dump)|puts|pp|p|ap|status|createH(?:mac|ash)|timingSafeEqual|define|jsonify|render|make_response|json\.(?:dumps|loads)|request\.(?:ips?|url|full_?url|user_?agent|method|path|host|getClientIp|headers?|query)|(?:data|payload|event|body|params|headers|form|reader|request\.(?:body|headers|query))\.(?:get|close|inspect|decode|strip|toString|readToEnd(?:Async)?))$/i;
/** `zap.String('body', text)`, `logrus.WithField('body', text).Info('got')`: structured fields of a log line. */
const FIELD_OF_LOG =
  /^zap\.\w{1,20}$|^(?:\w{1,40}\.){0,2}_?(?:logger|log|logrus|slog)\.(?:with\w{0,10}|str|err|fields?)(?:\([^;]{0,150}\)\.\w{1,20})?$/i;
/** Ends the request, as lowered code writes it: `(() => { throw 'abort' })(400)`. */
const REFUSES = /^\(\(\) => \{ throw '\w{1,20}' \}\)$/;
/**
 * `JsonResponse`, `new ResponseEntity<>(body, OK)`, `Json(ApiResponse::success(()))`: class names only, since
 * `save_response` is something else.
 */
const ANSWER_OF_OTHERS =
  /^(?:(?:[A-Z]\w{0,20})?Response(?:Entity)?(?:\.(?:ok|success|error|failure|new|default|empty))?|Json|(?:Ok|Accepted|NoContent|StatusCode)\w{0,6}Result)$/;
