import type { SyntaxNode } from '../../syntax.ts';
import type { CallParts, Curly, Dialect } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { METHOD } from '../curly/request-method.ts';
import {
  header,
  headerOfEnv,
  headerOrVariable,
  propertyName,
  quote,
  setting,
  sourceOf,
  variable,
} from '../spelling.ts';
import { enterClass } from './enter-class.ts';
import { noteBeside, noteIncluded } from './included-calls.ts';
import { libraryCall } from './php-library-call.ts';
import { keyedArray } from './keyed-array.ts';
import { alias, className } from './written-routes.ts';

/** The request of CodeIgniter, CakePHP, Magento and Yii, which controllers do not take as a parameter. */
const REQUESTS = /^(?:\$this->(?:_?request|input)|\\?Yii::\$app->request)$/;

/** The environment of the application, as a Symfony service receives it in its constructor. */
const ENVIRONMENTS = /^\$this->(?:app|kernel)?_?(?:env|environment)$/i;

/** Single-purpose service classes of Laravel projects: `HandleAcmeWebhook $action`, `VerifySignatureAction $verify`. */
const ACTION =
  /^(?:Handle|Process|Receive|Verify|Validate|Ingest|Record)[A-Z]\w*(?<!Request|Event|Data|Dto|DTO|Payload)$|^[A-Z]\w*(?:Action|UseCase|Processor|Manager|Interactor|Dispatcher)$/;

/** What the names, calls and types of PHP and its frameworks mean in the common language. */
export const DIALECT: Dialect = {
  methodName: (name) => name,
  member: (curly, owner, name, source) => {
    if (name === 'class' || source.endsWith('::class')) return owner;
    if (owner === '_SERVER' && name === 'REQUEST_METHOD') return METHOD;
    if (owner === '_SERVER') return header(headerOfEnv(name));
    if (owner === '_POST' || owner === '_REQUEST') return `request.body[${quote(name)}]`;
    if (owner === '_GET') return `request.query[${quote(name)}]`;
    if (owner === '_ENV') return variable(name);
    // `$conf->global->MODULE_KEY` of Dolibarr.
    if (owner === 'conf.global') return setting(name);
    if (REQUESTS.test(source)) return 'request';
    if (ENVIRONMENTS.test(source)) return setting('NODE_ENV');
    if (owner === 'request' && name === 'headers') return 'request.headers';
    if (owner === 'request' && /^(?:request|query|attributes|files|rawBody|bodyParams|raw_input_stream)$/.test(name))
      return 'request.body';
    if (owner === 'request' && name === 'server') return 'request.headers';
    // `$request->status` of Laravel is a field of the form.
    if (owner === 'request' && source.startsWith('$') && !/^(?:method|route|session|user|ip|path|cookies)$/.test(name))
      return `request.body[${quote(name)}]`;
    const field = source.startsWith('$this->') && owner === 'this' ? curly.fields.get(name) : undefined;
    return field ?? null;
  },
  expression: (curly, node) =>
    keyedArray(curly, node) ?? bareEnd(curly, node) ?? environmentOf(curly, node) ?? allSent(curly, node),
  knownCall: (curly, parts) => {
    const known = requestCall(curly, parts) ?? libraryCall(curly, parts);
    if (known === null) {
      noteIncluded(curly, parts);
      noteBeside(curly, parts);
    }
    return known;
  },
  roleOf: (type, name) => {
    // The next handler of PSR-15.
    if (NEXT.test(type) && /^(?:handler|next)$/.test(name)) return 'next';
    return /(?:Request|RequestInterface)$/.test(type) && !/^(?:Http|Guzzle)\\/.test(type) ? 'request' : null;
  },
  enterClass,
  // A Laravel `routes/api.php` may hold many routes, each with few guards.
  mostRoutes: 300,
  serviceType: ACTION,
};

const NEXT = /(?:^|\\)(?:RequestHandler(?:Interface)?|Handler|RequestHandlerRunner)$/;

/**
 * The environment of the application, in a constant of CodeIgniter, Yii, Craft or the project:
 * `ENVIRONMENT === 'production'`.
 */
const environmentOf = ({ text }: Curly, node: SyntaxNode): string | null =>
  node.type === 'name' && /^(?:(?:CRAFT_|APP_)?ENVIRONMENT|(?:APP|YII)_ENV)$/.test(sourceOf(text, node))
    ? setting('NODE_ENV')
    : null;

/**
 * All data of the request rather than one field by name: `$data = $_POST`, `foreach ($_GET as $name => $part)`. Null
 * for other nodes.
 */
function allSent({ text }: Curly, node: SyntaxNode): string | null {
  if (node.type !== 'variable_name' || node.parent?.type === 'subscript_expression') return null;
  const name = sourceOf(text, node);
  if (name === '$_GET') return 'request.query';
  return name === '$_POST' || name === '$_REQUEST' ? 'request.body' : null;
}

/** Lowers `die;` without parentheses, which the grammar parses as a name. */
const bareEnd = ({ text }: Curly, node: SyntaxNode): string | null =>
  node.type === 'name' && node.parent?.type === 'expression_statement' && /^(?:die|exit)$/i.test(sourceOf(text, node))
    ? `(() => { throw 'exit' })()`
    : null;

function filteredInput(kind: string, name: string): string | null {
  if (kind === 'INPUT_SERVER') return header(headerOfEnv(name));
  return `request.${kind === 'INPUT_GET' ? 'query' : 'body'}[${quote(name)}]`;
}

function requestCall(curly: Curly, { owner, name, list, args, source, node }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  const whole = sourceOf(curly.text, node);
  if (owner === null && name === 'GETPOST') return `request.query[${list[0] ?? 'null'}]`;
  if (owner === 'this' && name === 'getRequest' && list.length === 0) return 'request';
  // `Request::createFromGlobals()` of Symfony, `ServerRequest::fromGlobals()` of PSR-7, `\Drupal::request()`.
  if (list.length === 0 && (/^(?:createF|f)romGlobals$/.test(name) || (owner === 'Drupal' && name === 'request')))
    return 'request';
  if (owner === null && name === 'request') return first === null ? 'request' : `request.body[${quote(first)}]`;
  // A form request is the request, and has methods of its own.
  if (owner === 'request' && source.startsWith('$this->') && curly.methods.has(name))
    return `this.${propertyName(name)}(${[...list, 'request'].join(', ')})`;
  if (owner === 'request' || owner === 'Request') {
    // A webhook is posted; a branch for `GET` answers the provider's check of the URL.
    if (/^(?:method|getMethod|getRealMethod|get_method)$/.test(name)) return METHOD;
    if (name === 'isMethod' && first !== null) return String(first.toUpperCase() === 'POST');
    if (/^(?:header|get_header|getHeader|getHeaderLine|bearerToken|get_request_header)$/.test(name))
      return header(first ?? 'authorization');
    if (
      /^(?:getContent|all|input|json|post|get|getBody|getParsedBody|getParams?|getPostValue|toArray|only|validated|validate|collect|has|getPayload|getJSON|getVar|getPost|getRawInput|getRawBody|getBodyParams?|getData|raw_input_stream|instance|integer|string|boolean|get_(?:body|params?|json_params|body_params))$/.test(
        name,
      )
    )
      return first === null ? 'request.body' : `request.body[${quote(first)}]`;
    if (name === 'getHeaders') return 'request.headers';
    if (/^(?:server|getServer)$/.test(name) && first !== null) return header(headerOfEnv(first));
  }
  if (owner === 'request.headers' && name === 'get' && first !== null) return headerOrVariable(first);
  if (owner === 'request.body' && /^(?:getContents|all|get|toArray)$/.test(name)) return 'request.body';
  if (/^(?:file_get_contents|fileGetContents|fopen)$/.test(name) && first === 'php://input') return 'request.body';
  // `filter_input(INPUT_GET, 'token')`
  const filtered = name === 'filter_input' ? literalOf(curly, args[1]) : null;
  if (filtered !== null) return filteredInput(list[0] ?? '', filtered);
  // The Telegram SDK reads the body by itself.
  if (
    /^(?:getWebhookUpdates?|commandsHandler)$/.test(name) &&
    /^(?:Telegram|telegram|this\.telegram|bot)$/.test(owner ?? '')
  )
    return 'request.body';
  if (/^(?:getallheaders|apache_request_headers)$/.test(name)) return 'request.headers';
  if (name === 'middleware' && owner === 'this') {
    // A closure in the constructor, which rejects by throwing.
    if (/^(?:anonymous_function|arrow_function)/.test(args[0]?.type ?? '')) return `(${list[0]})(request, () => true)`;
    const made = /(?<!\w|\w\\)((?:\w+\\)*\w+)::class/.exec(whole)?.[1];
    const word = /middleware\(\s*['"]([\w.:-]+)/.exec(whole)?.[1];
    if (made) return `${className(curly, made)}.handle(request)`;
    if (word && /verif|sign|hook|hmac|secure|valid/i.test(word)) return `${alias(curly, word, node)}(request)`;
    return '0';
  }
  if (owner !== null && /^(?:only|except)$/.test(name) && /middleware/.test(source)) return owner;
  if (owner === 'next' && name === 'handle') return 'next()';
  return list.length === 1 && owner === null && /^\$?next$/.test(name) ? 'next()' : null;
}
