import {
  inputNamed,
  isBodyName,
  isLookup,
  isSecretName,
  present,
  propertyNamed,
  setting,
  unexplained,
  isEnvironment,
} from '../state/names.ts';
import { isOwn } from '../calls/known-calls.ts';
import { SETTINGS as SETTINGS_OBJECT } from '../program/language.ts';
import { definedElsewhere } from './stand-in.ts';
import { queryOf, queryRead } from './query-of.ts';
import type { Run } from '../state/run.ts';
import {
  ANSWER,
  ANYTHING,
  BODY,
  CHOSEN,
  CLAIMED,
  ENVIRONMENT,
  HEADERS,
  INPUT,
  LOADED,
  REQUEST,
  SECRET,
  SIGNATURE,
  SWITCHED_OFF,
  TOKEN,
  TRUE,
  value,
  whole,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';
import { askedOutcome } from '../calls/asked-outcome.ts';

/** A member of a dynamically loaded module, as if it had been imported; null for any other value. */
export const ofModule = ({ origin, chain }: Value, name: string): Value | null =>
  origin !== null && chain[0] === LOADED
    ? { ...unexplained(name), origin: { module: origin.module, name }, chain: [name] }
    : null;

/** The value of a property, by its name: of a request, of the environment, of anything. */
export function propertyOf(run: Run, owner: Value, name: string): Value {
  const held = owner.props?.get(name) ?? (run.program.language.outcomes ? partOf(owner, name) : null);
  if (held) return held;
  const outcome = askedOutcome(run, owner, name);
  if (outcome) return outcome;
  const chain = [...owner.chain.slice(-5), name];
  const ofRequest = (owner.from & REQUEST) !== 0;
  const isOfUrl = ofRequest || owner.text === run.pathname;
  const isPath = /^path(?:name)?$/.test(name) && (isOfUrl || !run.program.language.shared);
  if (run.pathname !== null && (isPath || (/^(?:url|originalUrl)$/.test(name) && ofRequest)))
    return { ...TRUE, text: run.pathname, chain };
  const { origin } = owner;
  const imported = ofModule(owner, name);
  if (imported) return imported;
  if (name === 'length' || name === 'byteLength') return value({ chain, ...(isFound(owner) ? foundOf(owner) : {}) });
  if (isEnvironment(chain.at(-2)) && name !== 'env') {
    run.env.add(name);
    const isDefined = chain.at(-3) === SETTINGS_OBJECT || isOwn(owner.origin);
    return isDefined ? definedElsewhere(run, [name], setting(name, chain)) : setting(name, chain);
  }
  if (name === 'searchParams') return queryOf(run, chain);
  if (name === 'env') return value({ chain, origin: null });
  if (owner.from & REQUEST) return requestProperty(run, owner, name, chain);
  if (owner.from & INPUT && !(owner.from & SIGNATURE) && !isLookedUp(owner)) {
    if (/^(get|headers)$/.test(name)) return value({ ...owner, chain });
    if (/^(forEach|entries|keys|values|map|has)$/.test(name)) return value({ from: INPUT, chain });
    if (chain.some((each) => /header/i.test(each))) run.headers.add(name.toLowerCase());
    return owner.from & BODY ? queryRead(run, name, chain) : inputNamed(name, chain);
  }
  if (isSecretName(name) && (!(owner.from & (BODY | ANSWER)) || isLookedUp(owner)))
    return ofOwner(run, owner, { ...present((owner.from & ~(BODY | INPUT | CLAIMED)) | SECRET), chain, origin });
  const signature = propertyNamed(name, owner.from);
  if (signature) return { ...present(signature), chain };
  if (owner.from & BODY && TEST_MODE.test(name)) return value({ from: CHOSEN, chain });
  if (owner.from & BODY && CREDENTIAL.test(name)) return { ...present(INPUT | TOKEN | (owner.from & CLAIMED)), chain };
  if (owner.from & ANYTHING && /^(?:raw_?)?(?:body|payload)$/i.test(name)) return value({ from: BODY, chain });
  // `data` of a result is the result itself.
  if (owner.from & ANSWER && /^(data|rows|result|user|0)$/.test(name)) return { ...owner, chain };
  const lowers = owner.from & ~(ANSWER | REQUEST);
  // `found?.orgId` exists only if a row was found. A field of an event is not a test for that.
  if (isFound(owner) && !/err|invalid|reason|message/i.test(name))
    return value({ from: lowers | ANSWER, chain, origin, ...foundOf(owner) });
  // `config.webhook.path`: the last name tells what the setting holds.
  if (isOfSettings(owner.chain) && !(owner.from & ~SECRET)) {
    return definedElsewhere(run, chain, { ...setting(name, chain), origin });
  }
  if (owner.origin && owner.chain.length === 1 && CONSTANT.test(name)) {
    const switched = setting(name, chain);
    if (switched.from & ENVIRONMENT) return { ...switched, origin };
  }
  if (SKIPS.test(name) && !(owner.from & (BODY | INPUT | REQUEST)))
    return value({ from: ENVIRONMENT, chain, origin, truthy: SWITCHED_OFF });
  // The properties of a verified object are as verified as the object.
  return value({ from: lowers, chain, origin });
}

/** `result.IsValid` in C#, elsewhere `isValid`: one of the properties that a result is assumed to have. */
const partOf = ({ from, props }: Value, name: string): Value | null =>
  (from & ANSWER && /^[A-Z]/.test(name) && props?.get(`${name[0]!.toLowerCase()}${name.slice(1)}`)) || null;

/** A secret, noted as a setting of another file if its owner is one rather than a row, for example. */
const ofOwner = (run: Run, { chain, origin }: Value, secret: Value): Value =>
  isOfSettings(chain) || GIVES_SETTINGS.test(chain.at(-1) ?? '') || (chain.length <= 2 && isOwn(origin))
    ? definedElsewhere(run, secret.chain, secret)
    : secret;

/** `useRuntimeConfig()` of Nuxt, `getSettings()`. */
const GIVES_SETTINGS = /^(?:use|get|load|read)\w{0,20}(?:Config|Configuration|Settings|Env)$/;

/** Whether a value was found by the caller's proof, and so exists for no other caller. */
const isFound = ({ from, truthy, falsy }: Value): boolean =>
  (from & ANSWER) !== 0 && (from & BODY) === 0 && truthy.checked && !falsy.checked;

/** `found.rows.length`, `found.shop`: as proven as the row that was found. */
const foundOf = (owner: Value): Pick<Value, 'truthy' | 'falsy'> => ({ truthy: owner.truthy, falsy: whole(owner) });

/** `event.livemode`, `body.test`: a flag that the sender controls. */
const TEST_MODE = /^(?:is_?)?(?:test|live|sandbox|demo|debug)(?:_?mode)?$|^(?:skip|bypass)_?(?:verif|sign|check)/i;

/** Whether an object holds settings: `config.webhook`, or `service.config` of another object. */
const isOfSettings = (chain: readonly string[]): boolean =>
  (chain.length <= 2 && SETTINGS.test(chain[0] ?? '')) || SETTINGS.test(chain.at(-1) ?? '');

const SETTINGS = /^(config|settings|options|opts|secrets|CONFIG)$/;

/** `options.skipSignatureCheck`: a setting that disables the check. */
const SKIPS = /(?:skip|disable|bypass)\w{0,20}(?:sig|verif|auth|hmac)|allow_?(?:unsigned|unverified)/i;

/** `constants.USE_MOCK` of another file, which reads the environment. */
const CONSTANT = /^[A-Z][A-Z\d]{0,30}(?:_[A-Z\d]{1,30}){1,8}$/;

/**
 * Credentials in the body, for callers without headers of their own. Microsoft Graph returns the `clientState` of the
 * subscription (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks).
 */
const CREDENTIAL = /^(?:x_?)?(?:api_?(?:key|token|secret)|webhook_?(?:key|token|secret)|client_?state)$/i;

/**
 * Whether a value was looked up by something in the body or the path, `Shop.find(payload.id)`,
 * `service.get_credentials(...)`, rather than contained in it.
 */
export const isLookedUp = (of: Value): boolean => isFoundByName(of) || isFoundIn(of);

/**
 * `getTenant(params.slug)` of another file of this repository. A function that reads the request returns parts of it
 * instead.
 */
const isFoundByName = ({ chain: [first = ''], origin, from }: Value): boolean =>
  isOwn(origin) &&
  (from & HEADERS) === 0 &&
  (from & BODY ? OWNER_BY_NAME : ROW_BY_NAME).test(first) &&
  !OF_CALLER.test(first);

const ROW_BY_NAME = /^(?:get|find|load|fetch|lookup|resolve)[A-Z]/;
/** Looks up the owner of an event, whom its body names. */
const OWNER_BY_NAME =
  /^(?:get|find|load|fetch|lookup|resolve)\w{0,20}(?:Tenant|Shop|Store|Org|Account|Compan|Merchant|Workspace|Connection|Integration|Project|Bot|Site|Config)/;
const OF_CALLER =
  /header|quer|param|cookie|search|input|url|request|body|payload|auth|signature|token|credential|secret/i;

const isFoundIn = ({ chain }: Value): boolean =>
  chain.length > 1 &&
  !/^(JSON|request|req|body|payload|data|event)$/i.test(chain[0]!) &&
  !chain.some((name, at) => /header|query|params|cookies/i.test(name) && !isOfDatabase(name, chain[at - 1])) &&
  chain.slice(1).some((name) => isLookup(name));

/** `db.query.shops.findFirst(...)` in Drizzle queries tables. */
const isOfDatabase = (name: string, owner = ''): boolean =>
  name === 'query' && /^(?:db|tx|trx|database|drizzle|orm|conn(?:ection)?)$/i.test(owner);

/**
 * The HTTP method to assume: few providers use any but `POST`, but a handler that tests only for `PUT` receives that.
 */
const methodServed = (text: string): string =>
  /['"]PUT['"]/.test(text) && !/['"]POST['"]/.test(text) ? 'PUT' : 'POST';

function requestProperty(run: Run, owner: Value, name: string, chain: readonly string[]): Value {
  if (name === 'method' || name === 'httpMethod') return { ...TRUE, text: methodServed(run.program.text), chain };
  if (/^(req|request|event|context|original|nextUrl|node|ctx)$/.test(name)) return value({ from: REQUEST, chain });
  // Hono's `c.req.raw` is the platform's request object; `raw` on a request itself is its body.
  if (name === 'raw' && owner.chain.length > 1 && owner.chain.at(-1) === 'req') return value({ from: REQUEST, chain });
  if (isBodyName(name) || /^(raw|bodyRaw|_raw|files?)$/.test(name)) {
    run.readsBody = true;
    return value({ from: BODY | CLAIMED, chain });
  }
  if (/^(?:query|searchParams|queryStringParameters)$/.test(name)) return queryOf(run, chain);
  if (/^(headers?|params|cookies)$/.test(name))
    return value({ from: name.startsWith('header') ? INPUT | HEADERS : INPUT, chain });
  // The response object, and the service container that Medusa passes with a request.
  if (/^(res|response|scope)$/.test(name)) return value({ chain });
  const signature = propertyNamed(name, owner.from);
  if (signature) return { ...present(signature), chain };
  return value({ from: REQUEST & owner.from, chain });
}
