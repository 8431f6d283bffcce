import { says } from './judge/program/program.ts';
import type { Run } from './judge/state/run.ts';
import { takesAddress } from './takes-address.ts';

// Behaviour by which a function is not a webhook receiver, whatever its name.

/** Whether the behaviour of a function rules out that it receives webhooks, whatever route leads to it. */
export const doesOtherwise = (run: Run, source: string): boolean =>
  run.registers || run.installs || isNobodys(run) || takesAddress(source);

/**
 * True when no provider can be the caller: the handler is unimplemented, development-only, or a Kubernetes admission
 * webhook.
 */
export const isNobodys = (run: Run): boolean => isForDevelopers(run) || isUnwritten(run) || isAdmission(run);

/**
 * A Kubernetes admission webhook. Its caller is the API server, which authenticates by certificate and signs nothing.
 */
const isAdmission = ({ program }: Run): boolean => says(program, ADMISSION);

const ADMISSION = /AdmissionReview|admission\.k8s\.io|k8s\.io\/api\/admission\/v1/;

/** Nothing but `throw new Error('not implemented')`. */
const isUnwritten = ({ throwsAlways, acts, checks, candidates, uses }: Run): boolean =>
  throwsAlways && !acts && checks.length + candidates.length + uses.length === 0;

/** `if (production) return res.status(403).end()` before anything else: only its developers can call it. */
const isForDevelopers = ({ served, checks, candidates, uses }: Run): boolean =>
  checks.length === 0 &&
  candidates.every(({ named }) => !named) &&
  served.has('locally') &&
  served.has('refused') &&
  !served.has('anywhere') &&
  uses.every(({ tags }) => tags.has('dev-env'));
