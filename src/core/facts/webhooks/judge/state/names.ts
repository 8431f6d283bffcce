import {
  ANYTHING,
  because,
  BODY,
  CHOSEN,
  CLAIMED,
  ENVIRONMENT,
  HEADERS,
  INPUT,
  NEXT,
  NOTHING,
  REQUEST,
  RESPONSE,
  SECRET,
  SIGNATURE,
  SWITCHED_OFF,
  TOKEN,
  value,
} from './value.ts';
import type { Value } from './value.ts';

// Infers what a value is from its name, where nothing else tells: parameters of helpers, settings, accessors of request
// objects.

const SIGNATURE_NAME = /sign(?!in|out|up|al|e[dr])|\bsig\b|^sig(?!ned_?payload)|hmac|svix|x-hub|digest$/i;
const SIGNATURE_HEADER =
  /sign|hmac|token|hottok|hash|secret|authorization|verif|svix-|^webhook-|x-hub|-sig\b|(?:api|hook|access)-?key/i;
const SECRET_NAME =
  /secret|signing_?key|webhook_?key|verif(y|ication)_?(token|key)|api_?key|auth_?token|access_?token|public_?key|password|passcode|passphrase|server_?key|hmac_?key|merchant_?(key|salt)|salt(?:_?key)?$|(web)?hook_?token|callback_?token|whsec|secret_?hash|client_?state|hottok/i;
const BODY_NAME =
  /^(raw_?|signed_?)?(body|payload|event|data|raw|rawdata|buf|buffer|json|message|rawpayload|update|dto|(?:web_?hook|callback|notification|event)_?(?:data|payload|event|body|dto))(_?(raw|text|str|string|buffer|bytes|json|data))?$/i;
const REQUEST_NAME = /^_?(req|request|ctx|context|httprequest|nextrequest|rawrequest|incoming)$/i;
const RESPONSE_NAME = /^_?(res|response|reply|rep|resp)$/i;
const SWITCH_OFF =
  /skip|disable|bypass|insecure|no_?verif|allow_?(?:unsigned|unverified|empty|missing)|mock|dev_?mode|debug/i;
const SWITCH_ON = /verify|enable|enforce|require|check/i;

/** A value that may be missing; if it is, that is why nothing is checked. */
export function present(from: number, part: Partial<Value> = {}): Value {
  const falsy = from & SIGNATURE ? because('no-signature') : from & SECRET ? because('no-secret') : NOTHING;
  return value({ ...part, from, falsy });
}

/** The value of a parameter, by its name and position. `c` is a context only in the first position. */
export function parameter(name: string, index: number): Value {
  const chain = [name];
  if (REQUEST_NAME.test(name) || (index === 0 && name === 'c')) return value({ from: REQUEST, chain });
  if (RESPONSE_NAME.test(name)) return value({ from: RESPONSE, chain });
  if (/^_?(next|done|cb|callback)$/i.test(name)) return value({ from: NEXT, chain });
  if (/^(?:params|query|searchParams)$/.test(name)) return value({ from: INPUT, chain });
  if (namesSecret(name)) return present(SECRET, { chain });
  if (SIGNATURE_NAME.test(name) && !DESCRIBES.test(name)) return present(SIGNATURE, { chain });
  if (/^(request)?headers?$/i.test(name)) return value({ from: INPUT | HEADERS, chain });
  if (BODY_NAME.test(name)) return value({ from: BODY, chain });
  return value({ from: ANYTHING, chain });
}

/** `isProduction`, `isDev`, `local`: where the code runs, which may disable a check. Null for other names. */
export function environmentNamed(name: string): Value | null {
  if (/^is_?(prod|production)$/i.test(name)) return value({ chain: [name], falsy: because('dev-env') });
  return /^(is_?)?(local_?)?(dev|development|test|local)(_?(mode|env))?$/i.test(name)
    ? value({ chain: [name], truthy: because('dev-env') })
    : null;
}

/** Whether a part of the application's own address, read from a setting, says that it runs on a developer's machine. */
export const saysLocal = (chain: readonly string[], part: string | null): boolean =>
  part !== null && /localhost|127\.0\.0\.1/.test(part) && chain.some(isEnvironment);

/** The value of a name that nothing in the file declares. */
export function unexplained(name: string): Value {
  const known = environmentNamed(name);
  if (known) return known;
  if (ASKED_FOR.test(name)) return value({ chain: [name], falsy: because('no-secret') });
  return namesSecret(name) ? present(SECRET, { chain: [name] }) : value({ chain: [name] });
}

/**
 * Settings that a verifier needs but that are not secret: PayPal's webhook id, the webhook's URL, the audience of a
 * token that Google signs, a certificate's file.
 */
const ASKED_FOR =
  /hook_?(?:id|ur[il])$|(?:hook|push|token|jwt|oidc)_?audience$|(?:platform|public|webhook|signing)_?cert(?:ificate)?(?:_?(?:path|file|pem))?$|public_?key_?(?:path|file)$/i;

/** Whether a name is that of the object with the environment variables: `process.env`, `Bun.env`, `context.env`. */
export const isEnvironment = (name: string | undefined): boolean => name === 'env' || name === 'ENV';

/** The value of an environment variable or a setting. */
export function setting(name: string, chain: readonly string[]): Value {
  if (EMULATED.test(name) || TRIED_OUT.test(name))
    return value({ from: ENVIRONMENT, chain, truthy: because('dev-env') });
  if (/^((?:NODE|APP|VERCEL|DENO)_?ENV|ENV|ENVIRONMENT|STAGE)$|_(ENV|ENVIRONMENT|MODE)$/i.test(name))
    return value({ from: ENVIRONMENT, chain });
  // Vite's `import.meta.env.DEV` and `import.meta.env.PROD`.
  if (name === 'PROD') return value({ from: ENVIRONMENT, chain, falsy: because('dev-env') });
  if (name === 'DEV') return value({ from: ENVIRONMENT, chain, truthy: because('dev-env') });
  if (/^(?:allow|skip|disable|bypass)_/i.test(name) || (SWITCH_OFF.test(name) && !SECRET_NAME.test(name)))
    return value({ from: ENVIRONMENT, chain, truthy: SWITCHED_OFF });
  if (ASKED_FOR.test(name)) return value({ chain, falsy: because('no-secret') });
  if (SWITCH.test(name)) return value({ from: ENVIRONMENT, chain, falsy: SWITCHED_OFF });
  if ((SECRET_NAME.test(name) || HOLDS_SECRET.test(name)) && !/url|_id$|version/i.test(name))
    return present(SECRET, { chain });
  if (SWITCH_ON.test(name)) return value({ from: ENVIRONMENT, chain, falsy: SWITCHED_OFF });
  return value({ chain });
}

/** Words that mark a secret in the name of a setting, but would be too vague in other names. */
const HOLDS_SECRET = /token|tok$|key|sign|webhook|hash|salt$|(?:^|_)auth(?:$|_)/i;

/** `VERIFY_WEBHOOK_SIGNATURE`, `WEBHOOK_SIGNATURE_REQUIRED`: whether to check, not the secret to check with. */
const SWITCH =
  /(?:^|_)(?:verify|validate|check|enforce|require|enable)_(?:\w{1,30}_)?(?:webhooks?|signatures?|hmac)$|(?:webhook|signature|hmac|verif\w{1,8}|validation|auth)s?_(?:enabled?|required?|enforced?)$/i;

/** Set by emulators and test runners on a developer's machine: Firebase, AWS SAM, Serverless, Jest. */
const EMULATED = /EMULATOR|^(?:AWS_SAM_LOCAL|IS_OFFLINE|IS_LOCAL|NETLIFY_DEV|JEST_WORKER_ID|VITEST)$/;

/** `TEST_MODE=true`: for trying the application out. */
const TRIED_OUT = /^(?:is_)?(?:test|dev|development|local|debug|mock)_?mode$/i;

/** Whether a name is that of a secret, wherever it is stored. */
export const isSecretName = (name: string): boolean => namesSecret(name) || /^[A-Z\d_]{1,40}HOOK_AUTH$/.test(name);

/** Excludes `secretAccountId` and `secretSource`, which say which secret it is or where it comes from. */
const namesSecret = (name: string): boolean => SECRET_NAME.test(name) && !OF_SECRET.test(name);

const OF_SECRET = /[a-z](?:Id|Source|Type|Prefix|Preview|Configured|Exists|Missing|Present|Count|Length)$/;

/** Whether a header is one by which callers prove who they are. */
export const isSignatureHeader = (name: string): boolean => SIGNATURE_HEADER.test(name);

/** Whether a name is that of a body, parsed or raw. */
export const isBodyName = (name: string): boolean => BODY_NAME.test(name);

/** The value of a header, query or path parameter of this name. */
export const inputNamed = (name: string, chain: readonly string[] = []): Value => {
  const token = TOKEN_NAME.test(name) && !DESCRIBES.test(name) ? TOKEN : 0;
  if (SIGNATURE_HEADER.test(name) && !DESCRIBES.test(name))
    return present(SIGNATURE | INPUT | CLAIMED | token, { chain });
  return present(INPUT | CLAIMED | (isFreelySent(chain) ? CHOSEN : 0), { chain });
};

/** Whether it is read from a place that the caller controls freely. */
export const isFreelySent = (chain: readonly string[]): boolean => chain.some((each) => FREELY_SENT.test(each));

/** `x-signature-version`, `token_type`, `signature_required`: how or whether something is proved, not the proof. */
const DESCRIBES =
  /(?:^|[-_.])(?:version|type|algo?|algorithm|scheme|state|required|enabled|valid|verified|signed)$|[a-z](?:Version|Type|Algo?|Algorithm|Scheme|State|Required|Enabled|Valid|Verified|Signed)$/;

/** Headers and query parameters; path parameters belong to the route. */
const FREELY_SENT = /header|query|searchparams/i;

const TOKEN_NAME = /authorization|token|(?:api|hook|access)-?_?key|secret/i;

/** Whether a database column or field of this name holds a secret that identifies callers. */
export const isTokenField = (name: string): boolean => TOKEN_FIELD.test(name);

const TOKEN_FIELD =
  /^token$|secret|(?:web_?hook|hook|api|auth|access|bot|telegram|signing|verif(?:y|ication)|integration|ingest|inbound|endpoint)_?(?:key|token)$/i;

/** Whether a call of this name looks something up; by a caller's secret, it finds nothing if the secret is wrong. */
export const isLookup = (name: string): boolean =>
  /^(find|get|lookup|query|runQuery|select|fetch|resolve|load|first|one|single|maybeSingle|limit|all|rpc|execute)/.test(
    name,
  );

/** The origin flags of a property of an object whose shape is unknown. */
export function propertyNamed(name: string, owner: number): number {
  if (SIGNATURE_NAME.test(name) && !DESCRIBES.test(name) && owner & (BODY | INPUT | REQUEST | ANYTHING))
    return SIGNATURE | (owner & CLAIMED);
  return 0;
}

/** Whether a function's name says that it verifies a request. M-Pesa's `CheckoutRequestID` is not such a name. */
export function isVerifyName(name: string): boolean {
  // Django REST framework calls `has_permission` before a view.
  if (/^(?:(?:verify|validate|is_?valid|authenticate)(?:Async)?|verified|order_?validate|has_permission)$/i.test(name))
    return true;
  return (
    /verif|validat|authentic|assert|check(?!_?out)|ensure|require|is_?valid|valid_|(?:sig|signature|hmac|hook|checksum|request|secret)_?valid$|guard|construct|protect/i.test(
      name,
    ) &&
    /sig|webhook|hmac|hook|request|token|secret|api_?key|header|event|auth|origin|response_?hash|checksum|slack|stripe|github|sns|^verify\w{0,30}(?:message|payload|notification|callback|ipn|sender|incoming|inbound|jws|jwt|crc)|^validate_?\w{0,20}(?:ipn|itn|notification|callback)/i.test(
      name,
    )
  );
}

/** Whether a function's name says that it checks something, a request or not: `verifyAcme`, `valid?`, `isSigned`. */
export const isCheckName = (name: string): boolean =>
  /^_?(?:verify|validate|(?:is_?)?valid|is_?(?:signed|genuine|authentic)|check_?sig|authenticate)/i.test(name);

/** Whether a name says that each caller has a key of its own: `get_client_by_api_key(request)`. */
export const knowsCaller = (name: string): boolean => /api_?key|authenticat/i.test(name);

/** Whether a method's name is a question about the request that its object holds: `Verifier.new(request).genuine?`. */
export const isQuestionName = (name: string): boolean =>
  /^(?:valid|genuine|authentic|signed|trusted|legit(?:imate)?)$/.test(name);

/** Whether a verifier of this name returns true or false instead of throwing. */
export const isBooleanName = (name: string): boolean =>
  isQuestionName(name) ||
  /^(is|has)_?[A-Z_]|^validate(Webhook|Request|Express|Signature)|verifyKey$|^[vV]erify.*(Signature|Hmac)$|isValid|compare|equals?$/.test(
    name,
  );

/** Whether a name is that of a timing-safe comparison, from Node, from a package or hand-written. */
export const isSafeCompare = (name: string): boolean =>
  /^(crypto_?)?(timing_?safe|constant_?time|secure|safe)_?(string_?|buffer_?|hash_?)?(equals?|compare|eq|comparison)|^tsscmp$|^scmp$|^hash_?equals$/i.test(
    name,
  );

/** Whether a call only wraps its arguments for another function: `PayCommand.create(...)`, `new PayDto(...)`. */
export const isCarrier = (chain: readonly string[]): boolean =>
  /(Command|Dto|DTO|Query|Input|Params|Message)$/.test((chain.length > 1 ? chain.at(-2) : chain.at(-1)) ?? '') &&
  (chain.length === 1
    ? /^[A-Z]/.test(chain[0]!)
    : /^(create|from|of|parse|fromObject|plainToInstance)$/.test(chain.at(-1)!));

/** Filling a container changes nothing else: `let mut map = serde_json::Map::new(); map.insert(key, value)`. */
const CONTAINER =
  /^(?:Hash|BTree|Index)?(?:Map|Set)$|^(?:\w{0,20}_)?(?:map|dict|list|vec|params|headers|fields|pairs|parts|values)$/i;

/** `reader.cancel()`, `req.destroy()`: stops reading a body that is too long. */
const STOPS_READING = /(?:reader|stream|body|req|request)\.(?:cancel|destroy|close|releaseLock)$/i;

/** Whether a call changes something, judging by its name. */
export const isEffect = (chain: readonly string[]): boolean => {
  if (isCarrier(chain) || REPORTS.test(chain.at(-1) ?? '') || chain.slice(0, -1).some((name) => CONTAINER.test(name)))
    return false;
  const name = chain.at(-1) ?? '';
  const call = chain.slice(-2).join('.');
  if (STOPS_READING.test(call)) return false;
  if (/queue\.(?:add|push|put|send)$|(?:Thread|Process|Timer)\.start$/i.test(call)) return true;
  if (/log|audit|metric|trace|span|capture|sentry|cache|webhook_?(?:event|record)/i.test(chain.join('.'))) return false;
  if (MAKES_TOOL.test(call)) return false;
  if (STORES.test(name) || /(?:session|db|dbContext|entityManager)\.(?:add|put|merge)$/i.test(call)) return true;
  return /^(create|insert|update|upsert|delete|remove|destroy|save|write|send|enqueue|publish|emit|dispatch|process|handle|fulfil|grant|activate|deactivate|cancel|mark|sync|trigger|run|execute|exec|notify|reply|credit|complete|apply|schedule|revoke|charge|refund|provision|ingest|on[A-Z]|deliver|forward|set[A-Z]|add[A-Z]|add_|give|award|unlock|upgrade|downgrade|enable|disable|approve|perform|settle|ship|issue|renew|transfer|mint|deduct|debit|restore|reinstate|reactivate|force_?[dD]elete|archive|unarchive|allocate|suspend|resume|increment|decrement|finali[sz]e|start(?!s?_?[wW]ith)|launch|restart|deploy|redeploy|rebuild|book|reserve|restock|import(?=[A-Z_])|confirm(?=Order|Payment|Booking|Purchase))/.test(
    name,
  );
};

/**
 * `createContext(channel)`, `requestContextService.create({ channel })`: creates a tool for the work, and does not do
 * the work.
 */
const MAKES_TOOL =
  /(?:^|\.)create\w{0,30}(?:Context|Ctx|Client|Response|Error)$|(?:Context|Ctx)(?:Service|Factory)?\.create$/;

/** Writes to tables, queues and buckets; enqueues jobs of Celery and Active Job. */
const STORES =
  /^(?:put_?(?:[iI]tem|[oO]bject|[rR]ecord|[eE]vent)s?|[lr][pP]ush|x[aA]dd|delay|apply_async|pay(?:[A-Z_]\w{0,40})?|payment_?[cC]omplete|persist|queue(?:_?(?:[jJ]ob|[tT]ask)\w{0,20})?|system)$/;

/** Methods of strings and lists that only return a result, and query-builder steps that only describe a query. */
const PURE =
  /^(?:char(?:Code)?At|codePointAt|pad(?:Start|End)|(?:lastI|i)ndexOf|sort|reverse|reduce|flat|flatMap|fill|toFixed|limit|order|orderBy|range|offset|neq|gte?|lte?|in|or|not|like|ilike|contains|returns|maybeSingle|throwOnError)$/;

/** Whether a function only writes or prints its arguments. */
export const writesDown = (name: string): boolean =>
  /^(?:file_put_contents|f?puts|pp?|f?write\w*|f?print\w*|(?:var_)?dump\w*|var_export|error_log)$/i.test(name);

/** `reportError(error, { event })`, `alerts.alertInvalidPayload(id)`: reports a failure to the operators. */
const REPORTS =
  /^(?:report|capture|track|alert)_?(?:on_?)?(?:error|exception|failure|invalid|suspicious)|^(?:record|log|notify)_?(?:error|exception)/i;

/** Closes files, sockets and connections in PHP. */
const CLOSES = /^(?:f|p|gz|curl_|socket_|mysqli?_|pg_|odbc_|sqlsrv_)close$/;
/** `logrus.Errorf`, `sugar.Infow`, `log.Println` of Go. */
const LOGS_FORMATTED = /^(?:log|print|trace|debug|info|warn|warning|error|fatal)(?:f|ln|w)$/;

/** Whether a call only reads, converts, logs or answers, judging by its name. */
export const isHarmless = (chain: readonly string[]): boolean => {
  const [first = ''] = chain;
  const name = chain.at(-1) ?? '';
  if (
    /^(console|log|logger|JSON|Buffer|Object|Array|String|Number|Boolean|Math|Date|crypto|res|reply|response|Response|NextResponse|URL|Promise|Symbol|z|Intl|performance|TextEncoder|TextDecoder|u?int\d{1,2}Array|ArrayBuffer|DataView|atob|btoa|URLSearchParams|Error|parseInt|parseFloat|encodeURIComponent|isNaN|Set|Map|WeakMap|Headers|FormData|Blob|RegExp|AbortController)$/i.test(
      first,
    )
  )
    return true;
  if (REPORTS.test(name) || MAKES_TOOL.test(chain.slice(-2).join('.')) || CLOSES.test(name)) return true;
  if (/logger|^log$|\.log\.|webhook_?(?:event|record)s?\./i.test(chain.join('.'))) return true;
  if (((chain.length > 1 || /[A-Z]/.test(name)) && PURE.test(name)) || LOGS_FORMATTED.test(name)) return true;
  // `update` feeds a digest, but changes a database row.
  if (name === 'update' && (chain.length === 1 || /hash|hmac|cipher|digest|crypto|sign|verif/i.test(chain.join('.'))))
    return true;
  return /^(log|info|warn|error|debug|trace|get|find|fetch|load|read|select|lookup|parse|safeParse|is|has|to|from|map|filter|includes|split|join|trim|slice|substring|replace|startsWith|endsWith|match|test|some|every|keys|values|entries|stringify|toString|digest|json|text|arrayBuffer|send|status|sendStatus|end|header|headers|cookies|eq|single|maybeSingle|decode|encode|concat|push|setHeader|type|code|writeHead|now|at|use|validate|verify|check|createHash|createHmac|createClient|createError|importKey)([A-Z_].*)?$/.test(
    name,
  );
};
