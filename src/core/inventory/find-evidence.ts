import { pathRole } from '../facts/path-role.ts';
import type { Match, Rulebook } from '../rulebook/rulebook.ts';
import type { Evidence } from '../inventory-types.ts';
import { baseNameOf } from '../split-path.ts';
import type { Signal } from '../types.ts';
import { detailOf, isDevelopment, valueOf } from './describe-signal.ts';
import type { FileFacts } from './file-facts.ts';
import type { Inferred } from './infer/infer-integrations.ts';
import { isCiFile } from './is-ci-file.ts';
import { findPlatformMarks } from './find-platform-marks.ts';
import { isContent } from './is-content.ts';
import { findFrameworkDefaults } from './find-framework-defaults.ts';
import { isCustomersAddress, isGuestAddress } from './is-guest-address.ts';
import { findSigners, isPipelineToken } from './find-pipeline-credentials.ts';
import { findNamedRoutes } from './find-named-routes.ts';
import { matchSignal } from './match-signal.ts';
import { isOwnCrate, isOwnModule, NO_OWN_NAMES, type OwnNames } from './infer/own-names.ts';

/** A piece of evidence, with what determines its weight. */
export type ProviderEvidence = {
  provider: string;
  evidence: Evidence;
  development: boolean;
  needs: string | null;
  /** True for defaults of a framework's new projects and for platform marks, which only count beside other evidence. */
  isDefault?: boolean;
  /** If no rule knows the service: how its name was inferred. */
  inferred?: Inferred;
};

/**
 * The evidence in a file's facts, according to the rulebook.
 *
 * Only product files count: what a test, an example or a document names is not integrated (see `pathRole`).
 *
 * @param aliases provider id -> the id under which this repository wants it counted.
 * @param own distinguishes the application's own addresses on shared hosting, crates and modules from those of others.
 */
export function findEvidence(
  file: FileFacts,
  rulebook: Rulebook,
  aliases: ReadonlyMap<string, string> = NO_ALIASES,
  own: OwnNames = NO_OWN_NAMES,
): ProviderEvidence[] {
  const found = listEvidence(file, rulebook, own);
  return aliases.size === 0 ? found : found.map((f) => ({ ...f, provider: aliases.get(f.provider) ?? f.provider }));
}

const NO_ALIASES: ReadonlyMap<string, string> = new Map();

function listEvidence(file: FileFacts, rulebook: Rulebook, own: OwnNames): ProviderEvidence[] {
  const named = rulebook.matchPath(file.path);
  // Most files have no signals, which is cheaper to check than the role of their path.
  const isSilent = named.length === 0 && file.facts.signals.length === 0 && file.facts.webhooks.length === 0;
  if (isSilent || pathRole(file.path) !== 'product') return [];
  const whole = surveyFile(file, rulebook);
  const found = [
    ...named.map((match) => evidenceOfPath(file.path, match)),
    ...file.facts.signals.flatMap((signal) => evidenceOf(signal, file, whole, rulebook, own)),
    ...findNamedRoutes(file, rulebook),
  ];
  return isCiFile(file.path) ? markServices(found) : found;
}

const evidenceOfPath = (path: string, { provider, detector }: Match): ProviderEvidence => ({
  provider,
  evidence: { kind: 'file', value: detector, detail: null, path, line: 1, column: 1 },
  development: false,
  needs: null,
});

/** Properties of a whole file that affect its signals. */
type Survey = {
  /** It tears down a setup, so its commands are no use of a service. */
  undoes: boolean;
  /** It lists services instead of selecting one. */
  isCatalogue: boolean;
  /** Signals that only sign what a pipeline publishes. */
  signers: ReadonlySet<Signal>;
  /** Signals that only count beside other evidence. */
  weak: ReadonlySet<Signal>;
};

function surveyFile(file: FileFacts, rulebook: Rulebook): Survey {
  return {
    undoes: UNDOES.test(baseNameOf(file.path)),
    isCatalogue: listsServices(file, rulebook) || isContent(file.path),
    signers: findSigners(file),
    weak: findPlatformMarks(file.facts.signals, rulebook).union(findFrameworkDefaults(file)),
  };
}

function evidenceOf(
  signal: Signal,
  file: FileFacts,
  { undoes, isCatalogue, signers, weak }: Survey,
  rulebook: Rulebook,
  own: OwnNames,
): ProviderEvidence[] {
  if ((undoes && isCommand(signal)) || signers.has(signal)) return [];
  if (isOwnCrate(signal, own) || isOwnModule(signal, own)) return [];
  const { kind, line, column } = signal;
  return matchSignal(rulebook, signal).flatMap(({ provider, detector }) => {
    if (kind === 'code' && !isImporting(file, rulebook.imported.get(`${provider} ${detector}`))) return [];
    if (isPipelineToken(file.path, signal, provider)) return [];
    const value = valueOf(signal, detector);
    const evidence = { kind, value, detail: detailOf(signal), path: file.path, line, column };
    const needs = rulebook.companions.get(`${provider} ${detector}`) ?? null;
    const isDefault =
      weak.has(signal) ||
      (isCatalogue && isChosen(signal)) ||
      (isCustomersAddress(signal, provider, rulebook) && isGuestAddress(value, own));
    return [{ provider, evidence, development: isDevelopment(signal), needs, ...(isDefault ? { isDefault } : {}) }];
  });
}

/** A file that names more services than this is a catalogue. */
const MOST_CHOICES = 12;
/** The smallest number with which two categories can have two services each. */
const FEWEST_CHOICES = 4;

/** True if a file lists services for users to choose from: very many, or several in more than one category. */
function listsServices({ facts }: FileFacts, rulebook: Rulebook): boolean {
  const choices = facts.signals.filter(isChosen);
  if (choices.length < FEWEST_CHOICES) return false;
  if (new Set(choices.map((signal) => signal.kind === 'resource' && signal.type)).size > MOST_CHOICES) return true;
  const chosen = new Set(choices.flatMap((signal) => matchSignal(rulebook, signal).map((match) => match.provider)));
  const kinds = [...chosen].map((provider) => rulebook.rules.get(provider)?.category);
  return new Set(kinds.filter((kind, i) => kinds.indexOf(kind) < i)).size > 1;
}

function isChosen(signal: Signal): boolean {
  return signal.kind === 'resource' && signal.type.startsWith('chosen:');
}

/** Scripts that remove a setup. */
const UNDOES = /(?:^|[._-])(?:tear-?down|destroy|decommission|uninstall|clean-?up)/i;

function isCommand(signal: Signal): boolean {
  return signal.kind === 'resource' && /^(?:cli|scheme):/.test(signal.type);
}

/** Marks a service that a pipeline starts for its tests as development only, with the variables that configure it. */
function markServices(found: readonly ProviderEvidence[]): ProviderEvidence[] {
  const started = new Set(found.filter((f) => f.evidence.kind === 'image').map((f) => f.provider));
  return found.map((f) => {
    return isSetUp(f.evidence) && started.has(f.provider) ? { ...f, development: true } : f;
  });
}

/** True if the file imports one of the modules or a part of one, or if no module is required. */
function isImporting({ facts }: FileFacts, modules: readonly string[] | undefined): boolean {
  return (
    modules === undefined || facts.signals.some((s) => s.kind === 'import' && modules.some((m) => isPart(s.module, m)))
  );
}

function isPart(name: string, module: string): boolean {
  return name.startsWith(module) && (name.length === module.length || /[/.:\\]/.test(name.charAt(module.length)));
}

/** True for an image, a declared variable, a URL in one, and commands, which fill a database for example. */
function isSetUp({ kind, detail, value }: Evidence): boolean {
  if (kind === 'resource') return /^(?:scheme|cli):/.test(value);
  return kind === 'image' || (kind === 'env' && detail === 'declared');
}
