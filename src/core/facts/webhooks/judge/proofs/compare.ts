import { foldWord } from '../../compile-webhook-knowledge.ts';
import { child, enclosing } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isAnswer } from '../state/frame.ts';
import { isTokenField, isEnvironment, saysLocal } from '../state/names.ts';
import { bare, FUNCTIONS, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import {
  ANSWER,
  ANYTHING,
  because,
  BODY,
  CHECKED,
  CHOSEN,
  CLAIMED,
  DEFAULTED,
  either,
  EMPTIED,
  ENVIRONMENT,
  FALSE,
  FORGED,
  IMPOSSIBLE,
  INPUT,
  isKeyless,
  MAC,
  NOTHING,
  SECRET,
  SIGNATURE,
  TOKEN,
  TRUE,
  truthyAnswer,
  UNKNOWN,
  value,
} from '../state/value.ts';
import type { Knowledge, Value } from '../state/value.ts';
import { isPlaceholder, isWrittenToken } from './written-token.ts';

type Side = { node: SyntaxNode; value: Value };

/** The value of `left === right`: a check, a test for presence or of the environment, or none of these. */
export function compare(run: Run, left: Side, right: Side, at: SyntaxNode): Value {
  if ([left, right].some((side) => isProofError(run, side))) run.expectsProof = true;
  const constant = constantSide(run, left, right);
  if (constant) {
    const other = constant === left ? right.value : left.value;
    const otherNode = constant === left ? right.node : left.node;
    return compareToConstant(run, other, otherNode, constant, at);
  }
  const from = left.value.from | right.value.from;
  const asked = SIGNATURE | INPUT | BODY | ANYTHING;
  if (from & MAC) run.timingUnsafe = true;
  if (from & MAC) return answer(run, left, right, at, 'signature-compared');
  if (left.value.from & SECRET && right.value.from & asked) return answer(run, left, right, at, 'token-compared');
  if (right.value.from & SECRET && left.value.from & asked) return answer(run, left, right, at, 'token-compared');
  if (left.value.from & right.value.from & SECRET && isParameter(run, left) !== isParameter(run, right))
    return answer(run, left, right, at, 'token-compared');
  if (isSettingShown(left.value, right.value) || isSettingShown(right.value, left.value))
    return answer(run, left, right, at, 'token-compared');
  if (isShownAndKept(left.value, right) || isShownAndKept(right.value, left))
    return answer(run, left, right, at, 'token-compared');
  if (isMadeElsewhere(left.value, right.value) || isMadeElsewhere(right.value, left.value)) {
    run.checks.push({ node: at, why: 'token-compared', provider: null });
    return truthyAnswer(because('conditional'));
  }
  return UNKNOWN;
}

/**
 * `params[:token] == generate_acme_token(shop.id)`: another file makes the token, and it is unknown whether from a
 * secret.
 */
const isMadeElsewhere = (shown: Value, { fn, chain }: Value): boolean =>
  fn === null &&
  MAKES_TOKEN.test(chain.at(-1) ?? '') &&
  (shown.from & (BODY | INPUT | SIGNATURE | TOKEN)) !== 0 &&
  isTokenField(shown.chain.at(-1) ?? '');

const MAKES_TOKEN =
  /^_?(?:generate|compute|calculate|derive|build|make|create|expected)_?\w{0,40}(?:token|signature|hmac)$/i;

/** `verify(callbackToken)`: whether a side is a parameter, as opposed to a value that the function looks up itself. */
function isParameter(run: Run, { node }: Side): boolean {
  const inner = bare(node);
  if (inner.type !== 'identifier') return false;
  const name = textOf(run.program, inner);
  const list = child(enclosing(inner, FUNCTIONS), 'parameters')?.children ?? [];
  return list.some((each) => textOf(run.program, child(each, 'pattern') ?? each) === name);
}

/**
 * `request.headers.get('x-hottok') !== process.env.HOTTOK`: a setting that callers present in a header is a token,
 * whatever its name. Addresses and ids are public and do not count.
 */
const isSettingShown = (kept: Value, { from }: Value): boolean =>
  kept.chain.length > 1 &&
  isEnvironment(kept.chain.at(-2)) &&
  (kept.from & ~SECRET) === 0 &&
  !/ur[il]|host|origin|domain|port|version|region|name|model|(?:^|_)id$/i.test(kept.chain.at(-1)!) &&
  (from & (INPUT | SIGNATURE | TOKEN)) !== 0;

/**
 * The caller's token and one stored in a row, which may be any of several: `row.bot_token === url.searchParams.get('token')`,
 * `tenants.find((each) => each.token === given)`.
 */
const isShownAndKept = (shown: Value, { node, value: kept }: Side): boolean =>
  (shown.from & TOKEN) !== 0 &&
  (kept.chain.length > 1 || bare(node).type === 'member_expression') &&
  isTokenField(kept.chain.at(-1)!) &&
  (kept.from & (BODY | INPUT | SIGNATURE)) === 0;

/**
 * `ErrInvalidSignature` of the project's own code. An SDK's error may remain after its verifier has been commented out.
 */
const isProofError = (run: Run, { value: { chain, origin } }: Side): boolean =>
  PROOF_ERROR.test(chain.at(-1) ?? '') &&
  ![chain[0], origin?.module.split(/\W/)[0]].some((word) => run.knowledge.words.has(foldWord(word ?? '')));

const PROOF_ERROR = /^Err\w*(?:Signature|Hmac)|Signature\w*(?:Error|Exception|Mismatch)$|Invalid\w*Signature/i;

/**
 * The result of a comparison that decides whether the request is genuine. Records the check and its weakness, if any.
 */
export function answer(
  run: Run,
  left: Side,
  right: Side,
  at: SyntaxNode,
  why: 'signature-compared' | 'token-compared',
): Value {
  const from = left.value.from | right.value.from;
  // No check is recorded: it does not show that signed requests are expected here.
  if (left.value.from & right.value.from & CLAIMED || isKeyless(from)) {
    run.weakness = 'forgeable';
    return truthyAnswer(because('forgeable'));
  }
  const same = textOf(run.program, bare(left.node)) === textOf(run.program, bare(right.node));
  run.checks.push({ node: at, why, provider: null });
  if (same || from & FORGED) {
    run.weakness = 'stub';
    return truthyAnswer(because('stub'));
  }
  if (isKeyedByNothing(run, from)) return truthyAnswer(because('empty-secret'));
  if (from & DEFAULTED && !run.refusesDefault) {
    run.weakness = 'default-secret';
    return truthyAnswer(because('default-secret'));
  }
  return truthyAnswer(CHECKED);
}

/** Whether a digest's key may be the empty string, without any test for that in the file. */
export const isKeyedByNothing = ({ program }: Run, from: number): boolean =>
  (from & EMPTIED) !== 0 && (from & MAC) !== 0 && !asksSecret(program);

const asksSecret = ({ text, language }: Program): boolean => (language.shared ? ASKS_LOWERED : ASKS_SECRET).test(text);

/** The same for lowered code, where parentheses around a name are not a test: `createHmac((key))`. */
const ASKS_LOWERED =
  /(?:!\(*|if \(+)[\w.]{0,60}(?:secret|key|token|password)\w{0,40}\)|''\s?[!=]==?\s?\(*[\w.]{0,60}(?:secret|key|token|password)|(?:secret|key|token|password)\w{0,40}\)*\s?(?:&&|[!=]==?|\.length)/i;

/** Tests whether a secret is set, anywhere in the file; assumed to be the secret that may be empty. */
export const ASKS_SECRET =
  /(?:!\s?|if\s?\(|&&\s?|\(\s?)[\w.]{0,60}(?:secret|key|token|password)\w{0,40}\s?(?:\)|&&|\|\|\s?[^'"`\s]|[!=]==?|\.length|\?\s)/i;

function constantSide(run: Run, left: Side, right: Side): Side | null {
  if (isConstant(run, right)) return right;
  return isConstant(run, left) ? left : null;
}

const isConstant = (run: Run, side: Side): boolean =>
  side.value.text !== null || /^(null|undefined|true|false|-?\d+)$/.test(textOf(run.program, bare(side.node)));

function compareToConstant(run: Run, other: Value, otherNode: SyntaxNode, constant: Side, at: SyntaxNode): Value {
  const word = textOf(run.program, bare(constant.node));
  const text = constant.value.text;
  if (other.words && text !== null) return isWord(other.words, text);
  const isTypeof = bare(otherNode).type === 'unary_expression' && textOf(run.program, otherNode).startsWith('typeof');
  if (isTypeof) return text === 'undefined' ? negated(other) : truthOf(other);
  // `subtle.ConstantTimeCompare(a, b) == 1`, `openssl_verify(...) === 1`
  if (word === 'true' || (word === '1' && other.from & ANSWER)) return truthOf(other);
  if (/^(null|undefined|false|0)$/.test(word) || text === '') return negated(other);
  // Some clients turn a missing header into the string `null` or `undefined`.
  if (other.from & INPUT && /^(?:null|undefined)$/.test(text ?? '')) return negated(other);
  if (other.from & ANSWER && text === 'fulfilled') return truthOf(other);
  if (other.from & ANSWER && text === 'rejected') return negated(other);
  const remote = remoteAnswer(run, { node: otherNode, value: other }, text);
  if (remote) return remote;
  if (other.text !== null && text !== null && other.text !== text && isPartOfPath(run, other)) return value({});
  if (other.text !== null && text !== null) return isSameText(other.text, text) ? TRUE : FALSE;
  // `if (SECRET === 'whsec_xxx')` tests for the literal fallback, which counts as no secret.
  if (other.from & SECRET && other.from & DEFAULTED && text !== null && !(other.from & MAC)) {
    run.refusesDefault = true;
    return value({ truthy: because('no-secret') });
  }
  if (other.from & ENVIRONMENT && text !== null) return compareEnvironment(other, text);
  if (saysLocal(other.chain, text)) return value({ truthy: because('dev-env') });
  if (other.from & MAC || (other.from & SIGNATURE && text !== null && isStandIn(text))) {
    run.checks.push({ node: at, why: 'signature-compared', provider: null });
    run.weakness = 'stub';
    return truthyAnswer(because('stub'));
  }
  const shown = (other.from & (SIGNATURE | TOKEN)) !== 0 || (other.from & INPUT && other.from & SECRET);
  if (shown && text !== null && isWrittenToken(text, (other.from & SECRET) !== 0)) {
    run.checks.push({ node: at, why: 'token-compared', provider: null });
    if (!isPlaceholder(text)) return truthyAnswer(CHECKED);
    run.weakness = 'default-secret';
    return truthyAnswer(because('default-secret'));
  }
  return value({ from: other.from & (BODY | CHOSEN) });
}

/** HTTP methods also match in lower case, as some frameworks return them: `method() == 'post'`. */
const isSameText = (known: string, asked: string): boolean =>
  known === asked || (METHOD.test(known) && known === asked.toUpperCase());

const METHOD = /^(?:POST|PUT)$/;

/** Whether a text is the request path as known to a lowered file; other files may add a prefix to it. */
const isPartOfPath = ({ pathname, program }: Run, { text }: Value): boolean =>
  program.language.shared && text !== null && text === pathname;

/** `verdict === 'valid'`, where the verdict is one of several words. */
function isWord(words: ReadonlyMap<string, Knowledge>, text: string): Value {
  const others = [...words].flatMap(([word, known]) => (word === text ? [] : [known]));
  return value({ from: ANSWER, truthy: words.get(text) ?? IMPOSSIBLE, falsy: others.reduce(either, IMPOSSIBLE) });
}

/** `signature === 'test_signature'`: what a test sends in place of a signature. */
const isStandIn = (text: string): boolean =>
  /^(?:test|dev|debug|valid)|(?:^|[_-])(?:mock|fake|dummy|sample|bypass|skip)(?:$|[_-])/i.test(text);

/**
 * The result of verifying through a provider's API; null for any other comparison. PayPal's `verification_status` is
 * `SUCCESS` (https://developer.paypal.com/api/rest/webhooks/rest/), and for its older notifications the answer is
 * `VERIFIED`; SSLCommerz validates a `val_id` (https://developer.sslcommerz.com/doc/v4/#order-validation-api).
 */
function remoteAnswer(run: Run, { node, value: { chain } }: Side, text: string | null): Value | null {
  const { text: whole } = run.program;
  const isPaypals = /^success$/i.test(text ?? '')
    ? SAYS_STATUS.test(`${chain.join('.')} ${textOf(run.program, node).slice(-120)}`) || asksPaypal(run.program, node)
    : text === 'VERIFIED' && whole.includes('_notify-validate');
  const isValid = text === 'VALID' || text === 'VALIDATED';
  // A status in the request itself is not the provider's answer.
  const isSslcommerz = isValid && /\bval_id\b/.test(whole) && chain.some((name) => /^(?:validat|verif)/i.test(name));
  if (!isPaypals && !isSslcommerz) return null;
  run.checks.push({ node, why: 'sdk-verifier', provider: isPaypals ? 'paypal' : null });
  return truthyAnswer(CHECKED);
}

/**
 * `answer.verification_status`, also `answer.getVerificationStatus()` and
 * `String(answer['verification_status'] ?? '').toUpperCase()`.
 */
const SAYS_STATUS = /verification_?status/i;

/**
 * Whether a comparison is in a function that asks PayPal: in other languages, the answer may be in a field of any name.
 */
function asksPaypal(program: Program, node: SyntaxNode): boolean {
  if (!program.language.shared) return false;
  let around = enclosing(node, FUNCTIONS);
  for (let outer = around; outer; outer = enclosing(outer, FUNCTIONS)) around = outer;
  return around !== null && textOf(program, around).slice(0, MAX_ASKING).includes('/verify-webhook-signature');
}

const MAX_ASKING = 20_000;

function compareEnvironment(other: Value, text: string): Value {
  // Only test runners set `NODE_ENV` to `test`, and they serve no requests; a provider's test mode may be live.
  if (text === 'test' && other.chain.at(-1) === 'NODE_ENV') return value({ truthy: IMPOSSIBLE });
  if (/^(prod|live)/i.test(text)) return value({ falsy: because('dev-env') });
  if (/^(dev|test|local|stag|preview|sandbox)/i.test(text)) return value({ truthy: because('dev-env') });
  if (/^(true|1|yes|on)$/i.test(text)) return truthOf(other);
  if (/^(false|0|no|off)$/i.test(text)) return negated(other);
  return value({ truthy: NOTHING });
}

const truthOf = (of: Value): Value =>
  value({ from: of.from & (ANSWER | BODY | CHOSEN), truthy: of.truthy, falsy: of.falsy });
/**
 * If the presence of a value tells whether the request is genuine, testing it is not a question about the body's
 * content.
 */
const negated = (of: Value): Value =>
  value({
    from: of.from & (isAnswer(of) ? ANSWER | CHOSEN : ANSWER | BODY | CHOSEN),
    truthy: of.falsy,
    falsy: of.truthy,
  });
