// The webhook facts of one file: its handlers, what they verify, and the functions to which they delegate that.

import type { Position } from './place-types.ts';
import type { WebhookReason } from './webhook-reasons.ts';

export type Verification =
  | 'verified' // an unsigned call is rejected before the body is used
  | 'unverified' // there is no check
  | 'ineffective' // there is a check, but it does not protect
  | 'optional' // checked only if a secret is configured
  | 'unknown'; // cannot be decided; never blocks

/**
 * How a verifying function rejects a request: it throws (or does not call `next`), or its result is truthy or falsy
 * only for a genuine one. With `guards`, it does the work itself after verifying, whatever the caller does with the
 * result.
 */
export type Enforcement = 'throws' | 'truthy' | 'falsy' | 'guards';

/** A judgement with the code of its reason. `enforces` is set for functions whose callers have to act on the result. */
export type Verdict = {
  verification: Verification;
  why: WebhookReason;
  enforces?: Enforcement;
  /** The function acts on the body itself, and only after verifying it. */
  guards?: true;
  /** The function does more with the body than verify it, checked or not. */
  acts?: true;
  /** The function accepts an empty secret, so a caller that passes one checks nothing. */
  emptyKey?: true;
  /** The function returns a promise, so a caller that does not await it checks nothing. */
  isAsync?: true;
  /** The function returns the one that verifies, so a caller that tests its own result tests a function. */
  returnsVerifier?: true;
  /**
   * The function always returns an object; these properties tell whether the request is genuine: `isValid`,
   * `data.isValid`.
   */
  says?: string[];
};

/** The name in a delegation to everything that a router's file serves, whatever the router is called. */
export const ONLY_ROUTER = '*';

/** The name in a delegation to all handlers below its route, in any file: that of a guard. */
export const ALL_BELOW = '**';

/** Before the module of a class that its file does not import, since both are of one namespace or package. */
export const BESIDE = 'beside:';

/** A function of another file, as its caller names it. */
export type Called = {
  /** The import's specifier as written: `@/lib/stripe-webhook`. */
  module: string;
  /** The exported name that is called or mounted: `verifyStripe`, `default`; or `ONLY_ROUTER`, `ALL_BELOW`. */
  name: string;
  /** The method called on the export or on what it returns: `handleWebhook` of `getBilling().handleWebhook()`. */
  member?: string;
  /** With `ONLY_ROUTER`, the router's exported name, by which barrels are followed to its file. */
  router?: string;
  /** A string argument by which it may select a branch: `verify('stripe', body, signature)`. */
  chosen?: string;
};

/** What the caller passes to a function, which shows how likely the function is to verify. */
type Handed = {
  /** It is named for verifying and receives body, signature and secret: trusted even if its code cannot be found. */
  shaped?: true;
  /** It is a method of an object constructed with the webhook secret, so it most likely verifies. */
  keyed?: true;
  /** It is a method that receives nothing: not trusted if its code cannot be found. */
  bare?: true;
  /** It receives the signature or the headers, so it most likely checks them. */
  signed?: true;
  /** It receives only the body, and counts only if it turns out to check that. */
  weak?: true;
  /** The secret that it receives is the empty string if none is configured. */
  emptied?: true;
  /** Settings of other files that it receives as its secret, by `settingName`. */
  settings?: string[];
};

/** What the caller does with a function's result. */
type AnswerUse = {
  /**
   * None of its work is deferred: the caller uses the result, or the name says that it does the work. Only with `weak`.
   */
  taken?: true;
  /** The promise that it returns is not awaited. */
  unawaited?: true;
  /** The result of the exported function itself is tested, not that of one which it has returned. */
  direct?: true;
  /** The parts of the result that the caller reads: `ok`, `data.isValid`; empty if it only tests the result itself. */
  reads?: string[];
  /** The caller tests the result, but continues whatever it is. */
  unheeded?: true;
  /** The caller's verdict if the function verifies, for each way in which it may reject. */
  verdicts?: Record<Enforcement, Verdict>;
};

/** How a call relates to the other delegations of its handler. */
type AmongOthers = {
  /** It protects only if all delegations marked so do: one verifier for each kind of caller, for example. */
  together?: true;
  /** One of several calls on separate branches, each of which serves its own kind of caller. */
  arm?: true;
};

/** A call to another file's function that may verify; the facts of that file decide. */
export type Delegation = Position &
  Called &
  Handed &
  AnswerUse &
  AmongOthers & {
    /**
     * Called on a member of the import, `bot.webhooks.slack(req)`: the file's exports do not show which function that
     * is.
     */
    deep?: true;
  };

export type WebhookFact = Position & {
  endLine: number;
  provider: string | null;
  route: string | null;
  /** A guard of its route alone, and not of those below. */
  exact?: true;
  method: string | null;
  framework: string;
  verification: Verification;
  why: WebhookReason;
  verifiedAt: Position | null;
  delegations: Delegation[];
  /** The verdict if no delegation turns out to verify; only with `unknown`. */
  otherwise?: Verdict;
  /**
   * `refetch`: the handler fetches the object from the provider's API instead of trusting the request. `idle`: it only
   * logs the request.
   */
  mitigation?: 'refetch' | 'idle';
  /**
   * Functions of other files that may refetch: they are named for fetching the object, and receive a part of the
   * request.
   */
  asks?: Called[];
  /** The signature is not compared in constant time. */
  timingUnsafe?: true;
  /**
   * Settings of other files that the verification relies on, by `settingName`: a literal fallback for one defeats it.
   */
  settings?: string[];
  /**
   * Functions of other files that compute the digest that the verification relies on: without a key it proves nothing.
   */
  digests?: Called[];
  /** The handler's name, by which routes of other files refer to it; absent if it has none. */
  name?: string;
  /** The receiver type of the method (Go): several types of a package may have methods of the same name. */
  owner?: string;
  /**
   * The function of another file that handles the request, or `ONLY_ROUTER`, `ALL_BELOW`. This fact is the route, with
   * the middleware in front of it.
   */
  handledBy?: Delegation;
  /**
   * Nothing in this file shows that it receives webhooks. Reported only if a route of another file leads to it or, if
   * `mounted`, if the router is mounted at a webhook path.
   */
  unrouted?: true | 'mounted';
  /**
   * Nothing shows that the route receives webhooks, so it is not reported. Its middleware counts for the handler if no
   * other route leads there.
   */
  aside?: true;
  /** The route admits only signed-in users, so the handler that it leads to receives no webhooks either. */
  forUsers?: true;
};

/** A secret that a settings file defines. */
export type SettingFact = {
  /** As `settingName` returns it: `stripe_webhook_secret`. */
  name: string;
  /** It has a literal fallback, used if nobody sets it. */
  standIn: boolean;
};

/** An export of another file, by its import specifier. */
type Imported = Pick<Called, 'module' | 'name'>;

/** An exported function, and the verdict on calling it to verify a webhook. */
export type ExportFact = Position &
  Pick<
    Verdict,
    'verification' | 'enforces' | 'guards' | 'acts' | 'emptyKey' | 'isAsync' | 'returnsVerifier' | 'says'
  > & {
    /** `Class#method` for a method. */
    name: string;
    provider: string | null;
    /** The export of another file that it stands for, in a barrel for example; null if it is defined here. */
    reexport: Imported | null;
    why?: WebhookReason;
    /**
     * Not a function, but an import alias from a configuration file such as tsconfig.json, with its target in
     * `reexport`.
     */
    alias?: true;
    /** As for a handler: functions of other files that may refetch. */
    asks?: Called[];
    /**
     * It fetches the object that its argument identifies from a provider's API. Set only in files read in the `routed`
     * scope.
     */
    refetches?: true;
    /** As for a handler: settings of other files that the verification relies on. */
    settings?: string[];
    /** As for a handler: functions of other files that compute the digest that the verification relies on. */
    digests?: Called[];
    /** It computes a digest that anyone can compute: without a key, or by one that the repository shows. */
    weakDigest?: 'keyless' | 'default-secret';
    /** Functions of other files to which it passes request and response. */
    handsTo?: Imported[];
    /** Classes and factories of other files; it returns an instance of one of them. */
    gives?: Imported[];
    /**
     * Objects and factories of other files that are spread into the object it returns. All other members of that object
     * are listed as exports.
     */
    spread?: Imported[];
    /** The facts for each string argument by which it selects a branch. */
    cases?: { word: string; fact: ExportFact }[];
    /** Calls into other files, which decide if `verification` is `unknown`. */
    delegations?: Delegation[];
    otherwise?: Verdict;
  };
