import type { Called, Enforcement } from '../../../../webhook-types.ts';
import type { WebhookKnowledge } from '../../compile-webhook-knowledge.ts';
import type { WebhookReason } from '../../../../webhook-reasons.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Asked } from '../proofs/asked-as.ts';
import type { Program } from '../program/program.ts';
import type { Scope } from './scope.ts';
import type { State } from './state.ts';
import type { Knowledge, Tag, Value } from './value.ts';

// One walk over one function: its input, and what it has seen.

/**
 * Evaluates an expression. Passed as an argument, so that files for nested expressions do not import each other in a
 * cycle.
 */
export type Evaluate = (run: Run, state: State, node: SyntaxNode | null) => Value;

/** A call into another file that receives enough of the request to verify it. */
export type Candidate = {
  /** `module#name.member` and the word passed to it; one assumption covers all calls with the same key. */
  key: string;
  module: string | null;
  name: string;
  member: string | null;
  node: SyntaxNode;
  /** Its name says that it verifies. */
  named: boolean;
  /** It receives body, signature and secret, which only a verifier takes. */
  shaped: boolean;
  /** The secret that it receives has a literal fallback. */
  defaulted?: true;
  /** The secret that it receives is the empty string if none is configured. */
  emptied?: true;
  /** Settings of other files that it receives, by `settingName`. */
  settings?: string[];
  /** The promise that it returns is not awaited. */
  unawaited?: true;
  /** The result of the imported function itself is tested, not that of one which it has returned. */
  direct?: true;
  /** The body has already been acted on when it is called. */
  late?: true;
  /** It is a method of a member of an import: `services.billing.take(req)`. */
  deep?: true;
  /** It receives the signature or the headers, so it most likely checks them. */
  signed: boolean;
  /** It receives only the body, and counts only if it turns out to check that. */
  weak: boolean;
  /** It is weak, and none of its work is deferred. */
  taken?: true;
  /** It receives the response object, so the handler's work is done there. */
  answers: boolean;
  /** It is a method of one of several classes of other files, all of which have to verify. */
  oneOf?: readonly { module: string; name: string; member: string | null }[];
  /** It is a method of an object constructed with the webhook secret. */
  keyed?: true;
  /** A method that is handed nothing. */
  bare?: true;
  /** It runs before the handler: middleware, a guard. */
  before?: true;
  /** A string that is passed to it. */
  chosen?: string;
  /** How the surrounding code handles its refusal. */
  asked?: Asked;
  /** The parts of its result that the surrounding code reads. */
  reads?: string[];
};

/** Names of calls that receive the body and whose behaviour is unknown. */
type Handed = {
  /** Where the request is known to be genuine. */
  guarded: Set<string>;
  /**
   * Where the handler ends successfully without that, or merely returns, with the reasons why nothing is known there.
   */
  open: Map<string, ReadonlySet<Tag>>;
  left: Map<string, ReadonlySet<Tag>>;
  /** Where the check has failed. */
  refused: Set<string>;
};

export const nothingHanded = (): Handed => ({
  guarded: new Set(),
  open: new Map(),
  left: new Map(),
  refused: new Set(),
});

/** A candidate about which only its location is known, and whether its name says that it verifies. */
export const makeCandidate = (place: Pick<Candidate, 'module' | 'name' | 'member' | 'node' | 'named'>): Candidate => ({
  key: keyOf(place),
  ...place,
  shaped: false,
  signed: false,
  weak: false,
  answers: false,
});

/** Identifies calls that are the same. */
export const keyOf = ({
  module,
  name,
  member,
  chosen = '',
}: Pick<Candidate, 'module' | 'name' | 'member' | 'chosen'>): string =>
  `${module ?? ''}#${name}.${member ?? ''}:${chosen}`;

/** Something that proves the request genuine, or would if its result were tested. */
export type Check = { node: SyntaxNode; why: WebhookReason; provider: string | null };

/** A place where the body is acted on without a check. */
export type Use = {
  node: SyntaxNode;
  tags: ReadonlySet<Tag>;
  ofBody: boolean;
  /** What was known there; the same object as long as nothing is learned. */
  known: Knowledge;
};

/** The input, the findings and the current state of one walk. */
export type Run = {
  program: Program;
  knowledge: WebhookKnowledge;
  budget: { left: number };
  /** What this walk assumes about a call into another file. */
  assume: { key: string; how: Enforcement } | null;
  /** The setting of another file, by `settingName`, for which this walk assumes a literal fallback. */
  standsIn: string | null;
  /** The request path for which a function that serves several is walked. */
  pathname: string | null;
  /** The event is in the query string. */
  inQuery: boolean;
  checks: Check[];
  uses: Use[];
  candidates: Candidate[];
  nexts: Knowledge[];
  /** What Elysia hooks have added to the context, by name: `derive(() => ({ verified }))`. */
  derived: Map<string, Value>;
  /** The function is a hook that rejects a request by answering it. */
  endsByAnswer: boolean;
  /** How many times a rejection was thrown that a `catch` may have caught: after a failed check, or by a verifier. */
  thrown: number;
  /** Some path became verified. */
  enforced: boolean;
  /** The flaw that makes a check ineffective. */
  weakness: WebhookReason | null;
  /** The code tests for the secret's literal fallback, so that what continues has a real secret. */
  refusesDefault: boolean;
  presence: boolean;
  notVerifier: boolean;
  /** The result is used the wrong way round: genuine requests are rejected and forged ones continue. */
  reversed: boolean;
  /** An object that the body names is fetched from the provider. */
  refetches: boolean;
  /** A function fetches what its arguments name from a provider. */
  fetches: boolean;
  /** Functions of other files that may fetch what the body names. */
  asks: Called[];
  /** A digest is compared with `===`. */
  timingUnsafe: boolean;
  readsBody: boolean;
  /** Why the request may be forged where the handler ends, after paths with and without a check have met. */
  left: Set<Tag>;
  /**
   * How the handler ends: with an answer, on a developer's machine only or anywhere; where the request is known to be
   * genuine; or with a rejection that is not limited to developers' machines.
   */
  served: Set<'locally' | 'anywhere' | 'genuine' | 'refused'>;
  /** It always throws: it is not implemented. */
  throwsAlways: boolean;
  /** The function returns another one, which receives the request. */
  givesOut: boolean;
  /** The body is acted on where the request is known to be genuine. */
  guarded: boolean;
  handed: Handed;
  /** The request is answered, or passed on, where it is known to be genuine. */
  answered: boolean;
  /**
   * An error that says that a signature does not match is told apart from others, so whatever threw it has verified.
   */
  expectsProof: boolean;
  /** A condition tests the result of a check. */
  asked: boolean;
  /** The result of a check is passed to code that may test it. */
  answerLeft: boolean;
  /** The destination of an outgoing request is looked up. */
  sends: boolean;
  /** Webhook addresses that the body is forwarded to. */
  forwards: string[];
  /** Another party's webhook is stored, to be called later. */
  registers: boolean;
  /** The provider is told which address to call. */
  installs: boolean;
  /** Something is done other than answering, logging or sending a request. */
  acts: boolean;
  /** A request with a body is sent. */
  posts: boolean;
  headers: Set<string>;
  env: Set<string>;
  /** Secrets that other files define, by `settingName`. */
  settings: Set<string>;
  /** Functions of other files that are trusted by name to compute a keyed digest, by a key for `standsIn`. */
  digests: Map<string, Called>;
  /** What was known at every exit of the last function. */
  exit: Knowledge | null;
  /** The variables at the end of the last function, those of enclosing scopes included. */
  closed: Scope | null;
  /** The functions in progress, to detect recursion. */
  stack: SyntaxNode[];
  /** How many of them are the handler or a function that it hands everything over to. */
  own: number;
  /** Those functions. */
  work: Set<SyntaxNode>;
  /**
   * Why the check may have been skipped in the function that the current one handed over to; recorded when that ended.
   */
  told: Set<Tag>;
  call: (
    run: Run,
    state: State,
    fn: SyntaxNode,
    args: readonly Value[],
    env: Scope | null,
    handedOver?: boolean,
  ) => Value;
};

/** The input of a walk. */
export type RunSeed = Pick<
  Run,
  'program' | 'knowledge' | 'budget' | 'assume' | 'standsIn' | 'call' | 'pathname' | 'inQuery'
>;

/** A walk that has seen nothing yet. */
export const makeRun = (seed: RunSeed): Run => ({
  ...seed,
  checks: [],
  uses: [],
  candidates: [],
  nexts: [],
  derived: new Map(),
  endsByAnswer: false,
  thrown: 0,
  enforced: false,
  weakness: null,
  refusesDefault: false,
  presence: false,
  notVerifier: false,
  reversed: false,
  refetches: false,
  fetches: false,
  asks: [],
  timingUnsafe: false,
  readsBody: false,
  guarded: false,
  handed: nothingHanded(),
  answered: false,
  expectsProof: false,
  asked: false,
  answerLeft: false,
  sends: false,
  forwards: [],
  registers: false,
  installs: false,
  left: new Set(),
  served: new Set(),
  throwsAlways: false,
  givesOut: false,
  acts: false,
  posts: false,
  headers: new Set(),
  env: new Set(),
  settings: new Set(),
  digests: new Map(),
  exit: null,
  closed: null,
  stack: [],
  own: 0,
  work: new Set(),
  told: new Set(),
});
