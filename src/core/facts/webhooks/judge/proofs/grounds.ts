import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { decides } from './asked-as.ts';
import type { Call } from '../calls/call.ts';
import { isOwn } from '../calls/known-calls.ts';
import type { Language } from '../program/language.ts';
import { isReturned, isTaken } from '../program/is-waited-for.ts';
import { isLibrary } from '../program/libraries.ts';
import { isCarrier, isHarmless, isQuestionName, isVerifyName, writesDown } from '../state/names.ts';
import { bare, textOf } from '../program/program.ts';
import { isSetLater } from '../program/set-later.ts';
import type { Run } from '../state/run.ts';
import { ANYTHING, BODY, HEADERS, INPUT, ONE_OF, REQUEST, RESPONSE, SECRET, SIGNATURE } from '../state/value.ts';

// Whether a call whose code is not in this file could verify, judging by its name and its arguments.

/**
 * `named`: its name says that it verifies. `weak`: it receives only the body, and counts only if it turns out to check
 * that.
 */
export type Grounds = {
  named: boolean;
  weak: boolean;
  /** It is weak, and defers none of its work. */
  done?: true;
};

/** Why a call could verify; null if it could not. */
export function groundsOf(run: Run, call: Call): Grounds | null {
  const { from, receiver, callee } = call;
  if (asksKind(run, call)) return null;
  const { origin, chain } = callee;
  const last = chain.at(-1) ?? '';
  const handed = (from & (REQUEST | SIGNATURE | HEADERS)) !== 0;
  const proof = (from & (SIGNATURE | HEADERS)) !== 0 && (from & BODY) !== 0;
  const { language } = run.program;
  if (language.shared && isBareQuestion(call)) return { named: true, weak: false };
  const { named, other, taken, parses, asked } = TOLD[language.id](run, call, proof);
  const asksIt = asksBody(call) || asksWhole(run, call);
  const takes = takesEvent(call) || takesKey(call) || takesSigned(run, call);
  const serves = servesWhole(run, call);
  const weak = !handed && !named && (takes || asksIt || serves);
  if (!named && other && !(serves && last === 'perform')) return null;
  if (!weak && !handed && !(named && from & (BODY | INPUT | ANYTHING))) return null;
  if (((receiver?.from ?? 0) & (RESPONSE | REQUEST)) !== 0 || isCarrier(chain)) return null;
  const plain = isHarmless(chain) && !(parses && !TELLS.test(chain.join('.')));
  const stores = STORES.test(last) && !(language.shared && takesAlone(call));
  if (!named && !asksIt && !serves && (plain || stores) && !(origin && chain.length === 1)) return null;
  if (!origin && !named && !asked && !taken) return null;
  if (origin && (isLibrary(origin.module) || isWrittenDown(run, call.node))) return null;
  return { named, weak, ...(weak && !takes ? { done: true as const } : {}) };
}

/** `isValidEvent(body.event)`, `validateAction(payload['action'])`: tests the kind of event, not its sender. */
const asksKind = ({ program }: Run, { from, args, nodes: [asked] }: Call): boolean =>
  args.length === 1 &&
  asked !== undefined &&
  (from & (SIGNATURE | HEADERS | REQUEST | SECRET | INPUT)) === 0 &&
  KIND.test(textOf(program, asked).slice(-60)) &&
  // A field named `event` holds the whole event.
  textOf(program, asked) !== 'this.event';

const KIND =
  /[.[]['"]?(?:event|action|trigger|topic|status|(?:event|action|message|webhook)?_?(?:type|kind|name))['"]?\]?\)?$/i;

/**
 * `return fail(c, 'not_migrated', 501)`: a helper that words a rejection and receives the request only to answer it.
 */
const wordsRefusal = ({ program }: Run, { nodes: [request, ...rest] }: Call): boolean =>
  request !== undefined &&
  rest.every(({ type }) => /^(?:string|number)$/.test(type)) &&
  rest.some((node) => /^[45]\d\d$/.test(textOf(program, node)));

/** What the name and the arguments of a call suggest, in one kind of language. */
type Told = {
  named: boolean;
  /** Its name says that it does something else. */
  other: boolean;
  /** It receives the whole request, and may reject it. */
  taken: boolean;
  /** It parses the request, and may well verify it first: `provider.parseWebhookEvent(body, headers)`. */
  parses: boolean;
  /** It receives what a verifier needs. */
  asked: boolean;
};

const TOLD: Record<Language['id'], (run: Run, call: Call, proof: boolean) => Told> = {
  javascript(run, call, proof) {
    const last = call.callee.chain.at(-1) ?? '';
    const taken = isChosen(run, call);
    return {
      named: isVerifyName(last),
      other: GIVES_TOOL.test(last) || wordsRefusal(run, call),
      taken,
      parses: (proof && (/web_?hook/i.test(last) || ASKS.test(last))) || taken || asksWho(call),
      asked: proof || (call.from & SIGNATURE) !== 0,
    };
  },
  common(_run, call, proof) {
    const { origin, chain } = call.callee;
    const last = chain.at(-1) ?? '';
    const taken = takesRequest(call);
    const isDirect = chain.length <= 1 || origin === null;
    const name = origin && origin.name !== '*' ? origin.name : last;
    return {
      // A job that receives the signature has no other use for it.
      named:
        (isVerifyName(last) && !MAKES.test(last) && !asksShape(last, call)) ||
        (proof && last === 'perform') ||
        ((taken || proof) && isQuestionName(last)) ||
        isVerifierObject(chain, call, taken),
      other:
        writesDown(last) ||
        (!proof && !takesAlone(call) && (ACTS.test(last) || isAnswering(last))) ||
        (isDirect && isRecord(name)),
      taken,
      // `client.ParseNotification(payload)` of a provider's package may verify what it parses.
      parses: proof || asksWho(call) || ((taken || (!isDirect && takesEvent(call))) && RECEIVES.test(last)),
      // A built-in function may cut or log a signature; a verifier also receives the body.
      asked: proof,
    };
  },
};

/**
 * `if (hmac_matches())`, `if ($gateway->verify())`: a function of another file without arguments can access the request, and
 * its result is tested.
 */
export function isBareQuestion({ callee: { origin, chain }, args, node }: Call): boolean {
  if (origin === null || args.length > 0 || !isOfProof(chain)) return false;
  let asked = node;
  while (asked.parent && /^(?:unary|binary|parenthesized)_expression$/.test(asked.parent.type)) asked = asked.parent;
  return asked.parent?.type === 'if_statement' && child(asked.parent, 'condition')?.start === asked.start;
}

/** Of an object only one that is given out by its class: a row that is looked up may have a state of that name. */
const isOfProof = (chain: readonly string[]): boolean =>
  chain.length === 1
    ? OF_PROOF.test(chain[0]!)
    : (chain.length === 2 || (chain.length === 3 && GIVEN_OUT.test(chain[1]!))) && VERIFIES_ALL.test(chain.at(-1)!);

const GIVEN_OUT = /^(?:get_?)?instance$/i;
const VERIFIES_ALL = /^verify(?:$|_?(?:request|signature|web_?hook|hmac|sender|caller|origin|notification|ipn))/i;

const OF_PROOF = /hmac|signature|signed|legit|genuine|authentic|trusted|web_?hook_?(?:secret|token)/i;

/**
 * `SignatureVerifier.new(body, signature).call`: an object created for verifying, with the data to verify. Likewise
 * PHP's middleware `VerifySignature`, which `handle`s or `process`es the request.
 */
const isVerifierObject = (chain: readonly string[], { callee: { origin }, receiver }: Call, taken: boolean): boolean =>
  origin !== null &&
  (taken || ((receiver?.from ?? 0) & BODY) !== 0) &&
  /^(?:call|perform|execute|run|valid|success|ok|handle|process)$/.test(chain.at(-1) ?? '') &&
  (/verif|validat|authentic/i.test(origin.name) ||
    (/signature/i.test(origin.name) && !/^(?:handle|process)$/.test(chain.at(-1) ?? '')));

/** Whether a library or a function of another file reads the body from the request that it receives. */
export const readsRequest = (call: Call): boolean => {
  const { chain } = call.callee;
  return (
    takesRequest(call) &&
    chain.at(-1) !== '__filters' &&
    (!isHarmless(chain) || RECEIVES.test(chain.at(-1) ?? '')) &&
    !TELLS.test(chain.join('.'))
  );
};

/**
 * Whether the object that receives the request is chosen at run time or in another file:
 * `pickProvider(id).parseIncoming(request)`.
 */
function isChosen({ program }: Run, { from, args, callee: { chain, origin } }: Call): boolean {
  const [first] = chain;
  const last = chain.at(-1) ?? '';
  if ((from & REQUEST) === 0) return false;
  if (first === ONE_OF || isSetLater(program, first)) return true;
  const takes = READS.test(last) ? origin === null || isOwn(origin) : origin === null && TAKES.test(last);
  return takes && chain.length > 1 && args.some((each) => each.from & REQUEST);
}

/** `bridge.handleEventRequest(req)`: a function that receives a request to do all the work may reject it. */
const TAKES = /^(?:handle|process|receive|accept|serve)(?:[A-Z]|$)/;
/** A function that parses a provider's message from the request may check its signature first. */
const READS =
  /^(?:parse|read|decode|extract)_?(?:[iI]ncoming|[iI]nbound|[wW]ebhook|[eE]vent|[mM]essage|[uU]pdate|[nN]otification|[cC]allback)/;

/**
 * `checker.check(raw, signature)`: a function that receives body and signature and tests something may test whether
 * they match.
 */
const ASKS = /^(?:verify|validate|check(?!_?[oO]ut)|is(?=[A-Z])|has(?=[A-Z])|test|match|parse|read|decode)(?:[A-Z_]|$)/;

/** `guard.check(request)` of another file. */
const asksWho = ({ callee, args }: Call): boolean =>
  callee.origin !== null &&
  /^(?:verify|validate|check(?!_?out))/.test(callee.chain.at(-1) ?? '') &&
  args.some(({ from }) => from & REQUEST);

/** Whether an object of unknown type receives the whole request, which it may reject. */
const takesRequest = ({ args, from, callee }: Call): boolean =>
  (from & REQUEST) !== 0 &&
  (callee.chain.length > 1 ||
    /verif|valid|auth|guard|check(?!_?out)/i.test(callee.chain[0] ?? '') ||
    (callee.origin !== null && RECEIVES.test(callee.chain[0] ?? ''))) &&
  args.some((each) => (each.from & REQUEST) !== 0);

/**
 * `return _events.Create(Request)` of another file's class: a function that returns the response does all the work on
 * the request.
 */
const takesAlone = ({ args, node, callee: { origin, chain } }: Call): boolean =>
  origin !== null &&
  chain.length === 2 &&
  args.length === 1 &&
  (args[0]!.from & REQUEST) !== 0 &&
  (isReturned(node) || isTaken(node));

/** Whether a service receives an event, which it may verify by the content of the body. */
const takesEvent = ({ callee, from }: Call): boolean =>
  callee.origin !== null &&
  (from & BODY) !== 0 &&
  /web_?hook|event|ipn|notif|callback/i.test(`${callee.origin.name}.${callee.chain.at(-1) ?? ''}`) &&
  !/perform_|enqueue|dispatch|later|delay|publish|send/i.test(callee.chain.at(-1) ?? '');

/** `parseSignedRequest(form.get('signed_request'), appSecret)`: signed data may be in the body, signature included. */
const takesKey = ({ callee, args }: Call): boolean =>
  callee.origin !== null && [BODY | ANYTHING, SECRET].every((part) => args.some(({ from }) => from & part));

/** `service.handleDeletion(signedRequest)`: a signed payload, by its name, can be verified on its own. */
const takesSigned = (run: Run, { callee, args, nodes }: Call): boolean =>
  callee.origin !== null &&
  args.some(
    ({ from }, at) => from & BODY && /signed_?(?:request|payload)/i.test(textOf(run.program, nodes[at]!).slice(0, 60)),
  );

/** `verifyITN(fields)` of another file: if a field of the body is the signature, nothing else is needed. */
const asksBody = ({ callee: { origin, chain }, args }: Call): boolean =>
  origin !== null &&
  /^(?:verify|validate|is_?valid|check(?!_?out)|assert|ensure)/i.test(chain.at(-1) ?? '') &&
  args.some(({ from }) => from & BODY);

/**
 * `if (!gateway.matches(payload))` of another file: its result, under whatever name, decides by the whole body whether
 * the handler continues. In Flask the request is global, so also `if not matches():`.
 */
const asksWhole = (run: Run, { node, callee: { origin, chain }, args, nodes }: Call): boolean =>
  run.program.language.shared &&
  origin !== null &&
  chain.length < 3 &&
  !ASKS_ROWS.test(chain.at(-1) ?? '') &&
  (args.length === 0
    ? chain.length === 1
    : args.some(({ from }, at) => from & (BODY | REQUEST) && isWhole(run, nodes[at]!))) &&
  decides(run.program, node);

/**
 * `service.process(payload)` of another file, `Settle.new(payload).call`: a function that does the work may first check
 * a signature in the body.
 */
const servesWhole = (run: Run, { receiver, callee: { origin, chain }, args, nodes }: Call): boolean =>
  run.program.language.shared &&
  origin !== null &&
  chain.length === 2 &&
  SERVES.test(chain[1]!) &&
  (((receiver?.from ?? 0) & BODY) !== 0 || args.some(({ from }, at) => from & BODY && isWhole(run, nodes[at]!)));

const SERVES =
  /^(?:call|run|perform|apply|execute|handle|process|receive|take|accept|settle|complete|finish|finali[sz]e|confirm|fulfil{1,2}|consume|ingest|on)(?:$|_|[A-Z])|^notify$/;

/** Whether an argument is a variable or computed from the body, rather than a part of it. */
const isWhole = ({ program }: Run, node: SyntaxNode): boolean =>
  /^(?:identifier|call_expression)$/.test(node.type) || textOf(program, bare(node)) === 'request.body';

/** Looks something up by the content of the body. */
const ASKS_ROWS =
  /^(?:find|get|lookup|query|select|fetch|resolve|load|first|where|exists|filter|count|has(?:$|_?(?:key|many|one))|include|in_array)/i;

/** `serializer.is_valid()`, `form.validate()` on the body alone: validates its shape. */
const asksShape = (name: string, { args, from, receiver }: Call): boolean =>
  /^_?(?:is_?valid|validate|validated)(?:Async)?$/i.test(name) &&
  args.length <= 1 &&
  receiver !== null &&
  (from & (SIGNATURE | HEADERS | REQUEST | SECRET | INPUT)) === 0;

/** `WebhookLog(headers=..., payload=...)` in Python creates a record. */
const isRecord = (name: string): boolean =>
  /^[A-Z][a-z]/.test(name) && !/verif|valid|sign|auth|guard|check(?!_?out)/i.test(name);

/**
 * `serverSupabaseServiceRole(event)`, `useDb(event)`, `createClientFromRequest(request)`: creates a tool for the work,
 * in some code anew for each request.
 */
const GIVES_TOOL =
  /^(?:use|get|create|make|init|connect|server)\w{0,40}(?:Client|Supabase|ServiceRole|D[bB]|Database|Prisma|Drizzle|Config|Env|Bindings|Logger)(?:(?:From|For|With)(?:Req|Request|Context|Ctx|Event))?$/;

/** `slack.NewSecretsVerifier(headers, secret)`: a constructor; the verifier is called later. */
const MAKES = /^new[A-Z]/;

/** Verbs for acting on the content of a request, which no verifier is named for. */
const ACTS =
  /^_?(?:add|create|insert|update|upsert|delete|remove|save|store|send|notify(?!$)|record|log|push|sync|enqueue|publish|emit|dispatch|perform|reply|render|redirect)(?:[_A-Z]|$)/;

/**
 * `h.respondError(c, status, err)`, `app.badRequestResponse(w, r, err)`: receives the request in order to answer it.
 */
const isAnswering = (name: string): boolean => ANSWERS.test(name) && !RECEIVES.test(name);

const ANSWERS =
  /^_?(?:respond|answer|abort|fail|bad_?[rR]equest|(?:internal_?)?[sS]erver_?[eE]rr|internal_?[eE]rr|un(?:authori[sz]ed|processable)|forbidden|not_?[fF]ound|err(?:or)?|json|ok|success)(?:[_A-Z]|$)|[a-z]Error$|^(?!handle|process|receive|on[A-Z]|take|complete|confirm)\w{0,40}[a-z]Response$/;

/** Functions that write rows or defer work verify nothing. */
const STORES =
  /^(?:(?:add|create|enqueue|queue|schedule|submit|dispatch)(?:Job|Task)|(?:insert|update|upsert|delete|remove|save|create)(?:One|Many)?|[lr]push|unshift|append|put|set|(?:write|append)File(?:Sync)?)$/;

/** Logs or takes apart body and headers, and does nothing else with them. */
const TELLS = /log|print|sentry|metric|trace|JSON\.|^Object|^Array|stringify|dumps|render|response|session/i;

/** `inbound.Parse(r)`: a library reads the body from the request that it receives. */
const RECEIVES =
  /^(?:parse|read|decode|receive|unmarshal)|^(?:get|extract|load|take)_?(?:\w{0,20}?)(?:body|payload|content|json|input|call_?back|notification|web_?hook|event|(?:request|event|webhook|post)_?data)$/i;

/** `console.log(paint(JSON.stringify(req.headers)))`: the result is only logged. */
function isWrittenDown(run: Run, { parent }: SyntaxNode): boolean {
  const writer = parent?.type === 'arguments' ? child(parent.parent, 'function') : null;
  return writer !== null && LOGS.test(textOf(run.program, writer));
}

const LOGS = /^(?:console|(?:this\.)?_?log(?:ger)?)\.\w+$/;
