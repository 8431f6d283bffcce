import { says } from './judge/program/program.ts';
import type { Run } from './judge/state/run.ts';
import { takesAddress } from './takes-address.ts';

// What a function does that receives no webhooks, whatever it is called.

/** Whether what a function does tells that it receives none, whatever route leads to it. */
export const doesOtherwise = (run: Run, source: string): boolean =>
  run.registers || run.installs || isNobodys(run) || takesAddress(source);

/** Whether no provider can call it for anything: it is not written yet, or there for developers or for a cluster. */
export const isNobodys = (run: Run): boolean => isForDevelopers(run) || isUnwritten(run) || isAdmission(run);

/** What the API server of Kubernetes asks whether it may admit an object: it shows a certificate, and signs nothing. */
const isAdmission = ({ program }: Run): boolean => says(program, ADMISSION);

const ADMISSION = /AdmissionReview|admission\.k8s\.io|k8s\.io\/api\/admission\/v1/;

/** `throw new Error('not implemented')` and nothing else. */
const isUnwritten = ({ throwsAlways, acts, checks, candidates, uses }: Run): boolean =>
  throwsAlways && !acts && checks.length + candidates.length + uses.length === 0;

/** `if (production) return res.status(403).end()` in front of all else: nobody can call it but its developers. */
const isForDevelopers = ({ served, checks, candidates, uses }: Run): boolean =>
  checks.length === 0 &&
  candidates.every(({ named }) => !named) &&
  served.has('locally') &&
  served.has('refused') &&
  !served.has('anywhere') &&
  uses.every(({ tags }) => tags.has('dev-env'));
