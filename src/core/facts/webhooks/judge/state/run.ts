import type { Called, Enforcement } from '../../../../webhook-types.ts';
import type { WebhookKnowledge } from '../../compile-webhook-knowledge.ts';
import type { WebhookReason } from '../../../../webhook-reasons.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Asked } from '../proofs/asked-as.ts';
import type { Program } from '../program/program.ts';
import type { Scope } from './scope.ts';
import type { State } from './state.ts';
import type { Knowledge, Tag, Value } from './value.ts';

// One walk over one function: what is asked, and what was seen on the way.

/** How expressions are evaluated: handed to those that hold others, so that their files need not import each other in a circle. */
export type Evaluate = (run: Run, state: State, node: SyntaxNode | null) => Value;

/** A call into another file that was handed enough of the request to verify it. */
export type Candidate = {
  /** `module#name.member`, and the word that it is handed; equal calls are assumed alike. */
  key: string;
  module: string | null;
  name: string;
  member: string | null;
  node: SyntaxNode;
  /** Its name says that it verifies. */
  named: boolean;
  /** It is handed body, signature and secret: nothing but a verifier takes these three. */
  shaped: boolean;
  /** The secret that it is handed falls back to a literal. */
  defaulted?: true;
  /** The secret that it is handed is the empty string where none is configured. */
  emptied?: true;
  /** Settings of other files that it is handed, by `settingName`. */
  settings?: string[];
  /** Nobody waits for what it gives out. */
  unawaited?: true;
  /** The body has been acted on by then, whatever it does. */
  late?: true;
  /** It is a method of a part of what is imported: `services.billing.take(req)`. */
  deep?: true;
  /** It is handed the signature or the headers: whoever takes these most likely looks at them. */
  signed: boolean;
  /** It is handed nothing but the body: counts only where it turns out to check it. */
  weak: boolean;
  /** It is weak, and nothing of its work is left for later. */
  taken?: true;
  /** It is handed what answers the request: the handler's work is done there. */
  answers: boolean;
  /** It is a method of one of several classes of other files: all of them have to verify. */
  oneOf?: readonly { module: string; name: string; member: string | null }[];
  /** It is a method of what has been made with the secret of webhooks. */
  keyed?: true;
  /** It stands before the handler: a middleware, a guard. */
  before?: true;
  /** A word that it is handed. */
  chosen?: string;
  /** How the code around takes that it refuses. */
  asked?: Asked;
  /** What the code around reads off its answer. */
  reads?: string[];
};

/** Names of calls that the body is handed to, of which nobody here knows what they do. */
type Handed = {
  /** Where the request is known to be genuine. */
  guarded: Set<string>;
  /** Where the handler ends well without that, and where it just ends, with the reasons why nothing is known there. */
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

/** A candidate of which no more is known than where it leads, and whether its name says that it verifies. */
export const makeCandidate = (place: Pick<Candidate, 'module' | 'name' | 'member' | 'node' | 'named'>): Candidate => ({
  key: keyOf(place),
  ...place,
  shaped: false,
  signed: false,
  weak: false,
  answers: false,
});

/** By which equal calls are told. */
export const keyOf = ({
  module,
  name,
  member,
  chosen = '',
}: Pick<Candidate, 'module' | 'name' | 'member' | 'chosen'>): string =>
  `${module ?? ''}#${name}.${member ?? ''}:${chosen}`;

/** Something that proves the request, or would if it were asked. */
export type Check = { node: SyntaxNode; why: WebhookReason; provider: string | null };

/** The body is acted on where nothing has been checked. */
export type Use = {
  node: SyntaxNode;
  tags: ReadonlySet<Tag>;
  ofBody: boolean;
  /** What was known there: the same object as long as nothing is learned. */
  known: Knowledge;
};

/** A walk: its subject, what is seen on it, and what is under way. */
export type Run = {
  program: Program;
  knowledge: WebhookKnowledge;
  budget: { left: number };
  /** The assumption about a call into another file under which this walk is made. */
  assume: { key: string; how: Enforcement } | null;
  /** The setting of another file for which this walk assumes that a literal stands in, by `settingName`. */
  standsIn: string | null;
  /** The path under which the function is walked, where it serves several. */
  pathname: string | null;
  /** All that the caller has to say stands in the query. */
  inQuery: boolean;
  checks: Check[];
  uses: Use[];
  candidates: Candidate[];
  nexts: Knowledge[];
  /** What hooks of Elysia have put into the context, by name: `derive(() => ({ verified }))`. */
  derived: Map<string, Value>;
  /** The function is a hook that turns a request away by answering it. */
  endsByAnswer: boolean;
  /** How often what refuses the request can have been caught: thrown after a check failed, or by a verifier. */
  thrown: number;
  /** Some path became checked. */
  enforced: boolean;
  /** A weakness of a check that is none therefore. */
  weakness: WebhookReason | null;
  /** The literal that stands where no secret is set is asked for: what goes on has a real one. */
  refusesDefault: boolean;
  presence: boolean;
  notVerifier: boolean;
  /** Who is genuine is turned away as a forger, and who is not goes on. */
  reversed: boolean;
  /** Something that the body names is fetched from the provider. */
  refetches: boolean;
  /** A function that is asked about whatever it is handed gets it from a provider. */
  fetches: boolean;
  /** Functions of other files that may refetch what the body names. */
  asks: Called[];
  /** A digest is compared by `===`. */
  timingUnsafe: boolean;
  readsBody: boolean;
  /** Why the request may be anybody's where the handler ends after paths with and without a check have met. */
  left: Set<Tag>;
  /**
   * Where the handler ends: answered on developers' machines or anywhere, or where the request is known to be genuine, or turned
   * away, and that not on those machines alone.
   */
  served: Set<'locally' | 'anywhere' | 'genuine' | 'refused'>;
  /** It throws whatever comes: nobody has written it yet. */
  throwsAlways: boolean;
  /** The body is acted on where the request is known to be genuine. */
  guarded: boolean;
  handed: Handed;
  /** The request is answered, or handed on, where it is known to be genuine. */
  answered: boolean;
  /** An error is told apart from others that says of a signature that it does not fit: who gave it has verified. */
  expectsProof: boolean;
  /** A condition asks the answer of a check. */
  asked: boolean;
  /** The answer of a check is handed to what may ask it. */
  answerLeft: boolean;
  /** Where a request goes out to is looked up. */
  sends: boolean;
  /** Addresses of webhooks that the body is sent on to. */
  forwards: string[];
  /** A webhook of somebody else's is written down, to be called later. */
  registers: boolean;
  /** The provider is told where to call. */
  installs: boolean;
  /** Something other than an answer, a log line or a request that goes out is done. */
  acts: boolean;
  /** A request with a body goes out. */
  posts: boolean;
  headers: Set<string>;
  env: Set<string>;
  /** Secrets that other files define, by `settingName`. */
  settings: Set<string>;
  /** What was known wherever the last function was left. */
  exit: Knowledge | null;
  /** The variables as the last function left them, those outside of it among them. */
  closed: Scope | null;
  /** Functions under way, against recursion. */
  stack: SyntaxNode[];
  /** How many of them are the handler, or what it hands everything over to. */
  own: number;
  /** The functions that were so. */
  work: Set<SyntaxNode>;
  /** Why the check may have been passed by in what the function under way handed over to: told where that ended. */
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

/** What a walk is given. */
export type RunSeed = Pick<
  Run,
  'program' | 'knowledge' | 'budget' | 'assume' | 'standsIn' | 'call' | 'pathname' | 'inQuery'
>;

/** A walk on which nothing has been seen yet. */
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
  acts: false,
  posts: false,
  headers: new Set(),
  env: new Set(),
  settings: new Set(),
  exit: null,
  closed: null,
  stack: [],
  own: 0,
  work: new Set(),
  told: new Set(),
});
