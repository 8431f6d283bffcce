// What one file says of webhooks: handlers, what they verify, and the functions that they leave it to.

import type { Position } from './place-types.ts';
import type { WebhookReason } from './webhook-reasons.ts';

export type Verification =
  | 'verified' // an unsigned call is rejected before the body is used
  | 'unverified' // nothing checks
  | 'ineffective' // a check is there and does not protect
  | 'optional' // checked only when a secret is configured
  | 'unknown'; // cannot tell; never blocks

/**
 * How a verifying function refuses: it throws (or never calls `next`), or its answer is truthy or falsy for a genuine
 * call; or it `guards` what it does itself, whatever the caller makes of its answer.
 */
export type Enforcement = 'throws' | 'truthy' | 'falsy' | 'guards';

/** A judgement with its reason's code; `enforces` where a function is judged and its caller has to heed the answer. */
export type Verdict = {
  verification: Verification;
  why: WebhookReason;
  enforces?: Enforcement;
  /** The function acts on the body itself, and only after it has verified. */
  guards?: true;
  /** The function does something with the body besides, proven or not. */
  acts?: true;
  /** The function takes an empty secret for one: whoever hands it none has nothing checked. */
  emptyKey?: true;
  /** The function gives out a promise: whoever does not wait for it has nothing checked. */
  isAsync?: true;
  /** Of the object that it gives out in any case what tells whether the request is genuine: `isValid`, `data.isValid`. */
  says?: string[];
};

/** The name of a delegation to all that the file of a router serves, whatever the router is called. */
export const ONLY_ROUTER = '*';

/** The name of one that stands before all handlers below its route, in whatever file they are. */
export const ALL_BELOW = '**';

/** A function of another file, as its caller names it. */
export type Called = {
  /** The import's specifier as written: `@/lib/stripe-webhook`. */
  module: string;
  /** The exported name that is called or mounted: `verifyStripe`, `default`; or `ONLY_ROUTER`, `ALL_BELOW`. */
  name: string;
  /** The method that is called on it or on what it makes: `handleWebhook` of `getBilling().handleWebhook()`. */
  member?: string;
  /** The exported name of what is mounted as `ONLY_ROUTER`, by which barrels lead to its file. */
  router?: string;
  /** A word that it is handed, by which it may choose what to do: `verify('stripe', body, signature)`. */
  chosen?: string;
};

/** What the caller hands a function: how likely it is to verify, and by what. */
type Handed = {
  /** Body, signature and secret: believed to verify where its code cannot be found. */
  shaped?: true;
  /** The request, by a method of what has been made with the secret of webhooks, which most likely checks by it. */
  keyed?: true;
  /** The request's signature or headers. */
  signed?: true;
  /** No more than the body: it counts only if it turns out to check. */
  weak?: true;
  /** The secret is the empty string where none is configured. */
  emptied?: true;
  /** Settings of other files as its secret, by `settingName`. */
  settings?: string[];
};

/** What the caller makes of a function's answer. */
type AnswerUse = {
  /** The caller goes on with the answer, or the function is named for doing the work: nothing is left for later. Only beside `weak`. */
  taken?: true;
  /** Nobody waits for the promise that it gives out. */
  unawaited?: true;
  /** What is read off the answer: `ok`, `data.isValid`; none where the caller asks whether there is an answer. */
  reads?: string[];
  /** The caller asks for the answer, and goes on whatever it is. */
  unheeded?: true;
  /** What the caller's verdict is if the function verifies, for each way of refusing. */
  verdicts?: Record<Enforcement, Verdict>;
};

/** How a call stands to the others of its handler. */
type AmongOthers = {
  /** It protects only where all others that are so marked do: one verifier for each kind of caller. */
  together?: true;
  /** One of several that are called on ways of their own, each of which serves its kind of caller. */
  arm?: true;
};

/** A call inside a handler that may verify in another file: looked up in that file's facts. */
export type Delegation = Position &
  Called &
  Handed &
  AnswerUse &
  AmongOthers & {
    /** Called on a part of what is imported (`bot.webhooks.slack(req)`), which an export of the file cannot tell. */
    deep?: true;
  };

export type WebhookFact = Position & {
  endLine: number;
  provider: string | null;
  route: string | null;
  method: string | null;
  framework: string;
  verification: Verification;
  why: WebhookReason;
  verifiedAt: Position | null;
  delegations: Delegation[];
  /** The verdict when no delegation turns out to verify; only beside `unknown`. */
  otherwise?: Verdict;
  /**
   * The object is fetched again from the provider's API: what the caller claims is not believed. Or the handler is `idle`: all
   * that it does with what is sent is to write it to the log.
   */
  mitigation?: 'refetch' | 'idle';
  /** Functions of other files that are named for getting what the call is about, and that get a part of it: they may refetch. */
  asks?: Called[];
  /** The signature is compared in a time that tells how much of it was right. */
  timingUnsafe?: true;
  /** Settings of other files on which the verification rests, by `settingName`: a literal that stands in for one undoes it. */
  settings?: string[];
  /** Functions of other files that compute the digest on which the verification rests: one without a key undoes it. */
  digests?: Called[];
  /** The handler's own name, where it has one: routes of other files point to it. */
  name?: string;
  /** The type whose method it is (Go): another one of its package may have a method of that name. */
  owner?: string;
  /** The handler's code is there, not here: this fact is the route, with what stands before it. */
  handledBy?: Delegation;
  /**
   * Nothing here says that it receives webhooks: told only where a route of another file leads to it, or, if `mounted`, where the
   * router is mounted at a path for webhooks.
   */
  unrouted?: true | 'mounted';
  /** A route that says of itself that it receives none: what stands before it counts for the handler, where no other route leads there. */
  aside?: true;
  /** The route is for those who are signed in: no webhook, and so neither is the handler that it leads to. */
  forUsers?: true;
};

/** A secret that a file of settings defines. */
export type SettingFact = {
  /** By `settingName`: `stripe_webhook_secret`. */
  name: string;
  /** A literal stands in for it where nobody has set one. */
  standIn: boolean;
};

/** An export of another file, by the import's specifier. */
type Imported = Pick<Called, 'module' | 'name'>;

/** An exported function, and whether calling it verifies a webhook: its verdict as its callers need it. */
export type ExportFact = Position &
  Pick<Verdict, 'verification' | 'enforces' | 'guards' | 'acts' | 'emptyKey' | 'isAsync' | 'says'> & {
    /** `Class#method` for a method. */
    name: string;
    provider: string | null;
    /** Where a barrel file has it from. */
    reexport: Imported | null;
    why?: WebhookReason;
    /** No function: the name under which a configuration file makes what `reexport` points to importable. */
    alias?: true;
    /** As of a handler: functions of further files that may refetch what it is handed. */
    asks?: Called[];
    /** It gets from a provider's API what its argument names; told only of files that are read for what a handler asks them. */
    refetches?: true;
    /** As of a handler: settings on which the verification rests. */
    settings?: string[];
    /** As of a handler: functions of further files that compute the digest on which the verification rests. */
    digests?: Called[];
    /** It computes a digest of what it is handed, without any key: anybody can. */
    keyless?: true;
    /** Functions of other files to which it hands request and response, to do the work. */
    handsTo?: Imported[];
    /** Classes of other files of which it gives out an instance, one or the other. */
    gives?: Imported[];
    /** Objects of other files, or factories of such, whose functions the object that it gives out has as its own; beside these it has none but those that are listed. */
    spread?: Imported[];
    /** What it comes to where it is handed one of the words by which it chooses. */
    cases?: { word: string; fact: ExportFact }[];
    /** Further files that decide, where `verification` is `unknown`. */
    delegations?: Delegation[];
    otherwise?: Verdict;
  };
