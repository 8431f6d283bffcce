// The words of the domain as plain data. Everything here is a value: no methods, no I/O, no raw secret.

import type { Category } from './categories.ts';

// ---------------------------------------------------------------- places

/** A position in a text: line and column count from 1, columns in UTF-16 code units as editors and GitHub count them. */
export type Position = { line: number; column: number };

/** A position in a file of the repository. */
export type Place = Position & { path: string };

/** Something that could not be read. It is shown in every report; it is never a silent green. */
export type Problem = {
  path: string;
  line: number | null;
  code: ProblemCode;
  /** What the reader or GitHub said, without file contents; report/ neutralises it before it is shown. */
  detail: string;
};

export type ProblemCode =
  | 'malformed' // the text is not what its name says: broken JSON, YAML, TOML
  | 'too-large' // over the size that is read
  | 'too-deep' // nested or aliased beyond what is read
  | 'not-text' // binary or not UTF-8 where text was expected
  | 'missing' // the tree names a blob that cannot be had
  | 'incomplete-tree' // the listing of a commit was cut
  | 'config' // .integrations.yml of the base commit has an error
  | 'failed'; // a reader threw: our bug, said openly

// ---------------------------------------------------------------- facts of one blob

export type Ecosystem =
  | 'npm'
  | 'jsr'
  | 'pypi'
  | 'cargo'
  | 'go'
  | 'rubygems'
  | 'composer'
  | 'maven'
  | 'nuget'
  | 'pub'
  | 'hex'
  | 'swift'
  | 'cocoapods';

export type Language =
  | 'javascript' // TypeScript, JSX and TSX too
  | 'python'
  | 'rust'
  | 'go'
  | 'ruby'
  | 'php'
  | 'java'
  | 'kotlin'
  | 'csharp'
  | 'swift'
  | 'dart'
  | 'elixir'
  | 'shell';

/** What a dependency is for. `constraint` only fixes a version: overrides, resolutions, catalogs, workspace tables. */
export type PackageScope = 'runtime' | 'development' | 'optional' | 'peer' | 'build' | 'constraint';

export type PackageSignal = Position & {
  kind: 'package';
  ecosystem: Ecosystem;
  /**
   * The name in the registry, not a local alias, normalised as the registry does. Go: the module path with its major
   * version (`github.com/stripe/stripe-go/v76`). Maven: `group:artifact`; Gradle plugins as they are published,
   * `id:id.gradle.plugin`. NuGet: as written, as it compares without regard to case. Swift: the repository in lower case
   * (`github.com/owner/repo`), and the products taken from it by their own names (`FirebaseAuth`).
   */
  name: string;
  /** The requirement as written (`^1.2.3`, `>=2,<3`), or null when there is none. */
  version: string | null;
  scope: PackageScope;
};

export type ImportSignal = Position & {
  kind: 'import';
  language: Language;
  /** The module as written: `posthog-js/react`, `google.cloud.storage`, `aws_sdk_s3`. */
  module: string;
};

export type EnvSignal = Position & {
  kind: 'env';
  name: string;
  access: 'read' | 'declared';
  /** For declarations: is a value written, and does it look like a filler. Never the value itself. */
  value: 'none' | 'filler' | 'set' | null;
  /** For reads: the code has a default of its own, so the variable is not required. */
  optional: boolean;
  /** For reads: in code that runs in browsers, or in what a bundler is told to write into its output. */
  inBrowser?: 'client-component' | 'bundle';
};

export type HostSignal = Position & {
  kind: 'host';
  /** Lower case, without port, credentials and trailing dot. */
  host: string;
  /** The path as far as it is literal, from the first slash; `/` when there is none. */
  path: string;
  /** Written without a scheme: it may be no host at all, so that only a rule can tell. */
  bare?: true;
};

export type ImageSignal = Position & {
  kind: 'image';
  /** Repository without tag or digest; Docker Hub's own prefix (`docker.io/library/`) is dropped. */
  image: string;
  tag: string | null;
};

/**
 * What a pipeline runs that others wrote, without its version, which is `ref`:
 *
 * | written as                   | where                       |
 * | ---------------------------- | --------------------------- |
 * | `actions/checkout`           | GitHub                      |
 * | `orb:circleci/node`          | CircleCI                    |
 * | `azure:Docker`               | Azure Pipelines             |
 * | `pipe:atlassian/aws-s3-deploy` | Bitbucket                 |
 * | `gitlab:Security/SAST.gitlab-ci.yml` | GitLab: an included template or component |
 */
export type ActionSignal = Position & { kind: 'action'; action: string; ref: string | null };

/**
 * What a file sets up or is configured for, by a type in the namespace of its format:
 *
 * | type                                      | from                                                         |
 * | ----------------------------------------- | ------------------------------------------------------------ |
 * | `aws_s3_bucket`                           | Terraform, OpenTofu                                          |
 * | `AWS::S3::Bucket`                         | CloudFormation, SAM, resources of `serverless.yml`           |
 * | `k8s:apps/v1/Deployment`                  | Kubernetes, Kustomize                                        |
 * | `helm:postgresql`                         | a chart's dependency, a chart that Kustomize inflates        |
 * | `serverless:aws`                          | the provider of `serverless.yml`                             |
 * | `cloudflare:r2_buckets`, `cloudflare:pages` | the bindings of `wrangler.toml` and `wrangler.jsonc`       |
 * | `firebase:firestore`                      | the products in `firebase.json`                              |
 * | `supabase:auth.external.github`, `supabase:auth.sms.twilio`, `supabase:auth.hook.x`, `supabase:storage`, `supabase:functions` | `supabase/config.toml`, where switched on |
 * | `gae:runtime`, `gae:cloud-sql`            | App Engine's `app.yaml`                                      |
 * | `render:web`, `render:keyvalue`, `render:postgres` | `render.yaml`                                       |
 * | `heroku:heroku-postgresql`                | add-ons in Heroku's `app.json`                               |
 * | `expo:updates`, `expo:google-maps`, `expo:google-services` | Expo's `app.json`                           |
 * | `spring:kafka`, `spring:ai.openai`, `spring:oauth2.google`, `spring:cloud.aws`, `spring:metrics.datadog` | Spring's properties, in lower case without dashes |
 * | `jdbc:postgresql`                         | JDBC and R2DBC addresses, Quarkus' `db-kind`                 |
 * | `dotnet:postgresql`, `dotnet:azure-storage` | connection strings of `appsettings*.json`                  |
 * | `rails:adapter.postgresql`, `rails:storage.S3` | Rails' `config/*.yml`                                   |
 * | `prisma:postgresql`                       | the datasource of a Prisma schema                            |
 * | `scheme:postgres`                         | addresses such as `postgresql+asyncpg://…`, see `service-schemes.ts` |
 * | `local:11434/api/chat`                    | an address on the own machine or network, by its port and the start of its path: weak |
 * | `header:anthropic-version`                | the name of a request header, in a literal of a source: weak |
 * | `cli:gcloud run`                          | commands of pipelines, Dockerfiles and scripts: the program and what it does |
 * | `named:yahoo_finance`                     | a setting that chooses a service by its name: no rule lists it, its names suffice |
 */
export type ResourceSignal = Position & { kind: 'resource'; type: string };

/** A call text of the rulebook seen in code, outside comments. */
export type CodeSignal = Position & { kind: 'code'; text: string };

export type Signal =
  | PackageSignal
  | ImportSignal
  | EnvSignal
  | HostSignal
  | ImageSignal
  | ActionSignal
  | ResourceSignal
  | CodeSignal;

export type KeyClass = 'secret' | 'restricted' | 'connection-string' | 'private-key' | 'publishable' | 'public';

/** A hardcoded key. The raw value is masked where it is found: no field can hold it. */
export type KeyFact = Position & {
  endColumn: number;
  /** Null where the shape says secret, but no provider. */
  provider: string | null;
  /** Id of the key within the provider's rule: `project`, `service-role`. */
  key: string;
  keyClass: KeyClass;
  mode: 'live' | 'test' | null;
  /** A few characters of the shape's prefix and no more than the last four: `phc_…a1b2`. */
  masked: string;
  /** SHA-256 (hex, 32 characters) of the value: equal keys compare equal, and it is salted before it leaves the core. */
  digest: string;
  /** A checksum inside the key holds: it cannot be a sample. */
  proven: boolean;
  /** The variable, property or parameter that the value stands beside. */
  name: string | null;
  /** The text around shows it as an example instead of using it. */
  sample?: true;
  /** A remark beside the value asks to leave it alone, for this reason; '' when it gives none, and then does not count. */
  remark?: string;
};

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
export type Verdict = { verification: Verification; why: string; enforces?: Enforcement; guards?: true };

/** A call inside a handler that may verify in another file: looked up in that file's facts. */
export type Delegation = Position & {
  /** The import's specifier as written: `@/lib/stripe-webhook`. */
  module: string;
  /** The exported name that is called or mounted: `verifyStripe`, `default`; `*` for the module's only router. */
  name: string;
  /** The method that is called on it or on what it makes: `handleWebhook` of `getBilling().handleWebhook()`. */
  member?: string;
  /** It is handed body, signature and secret: believed to verify where its code cannot be found. */
  shaped?: true;
  /** It is handed no more than the body: it counts only if it turns out to check. */
  weak?: true;
  /** It is handed the request's signature or headers. */
  signed?: true;
  /** What the caller's verdict is if the function verifies, for each way of refusing. */
  verdicts?: Record<Enforcement, Verdict>;
};

export type WebhookFact = Position & {
  endLine: number;
  provider: string | null;
  route: string | null;
  method: string | null;
  framework: string;
  verification: Verification;
  /** Why, as a code with arguments that report/ words: `no-verification`, `result-ignored`, `after-use`, ... */
  why: string;
  verifiedAt: Position | null;
  delegations: Delegation[];
  /** The verdict when no delegation turns out to verify; only beside `unknown`. */
  otherwise?: Verdict;
  /** The object is fetched again from the provider's API: what the caller claims is not believed. */
  mitigation?: 'refetch';
  /** The signature is compared in a time that tells how much of it was right. */
  timingUnsafe?: true;
  /** The handler's own name, where it has one: routes of other files point to it. */
  name?: string;
  /** The handler's code is there, not here: this fact is the route, with what stands before it. */
  handledBy?: Delegation;
};

/** An exported function, and whether calling it verifies a webhook. `reexport` points on, for barrel files. */
export type ExportFact = Position & {
  name: string;
  verification: Verification;
  provider: string | null;
  reexport: { module: string; name: string } | null;
  why?: string;
  /** What a caller has to heed for the verification to bite; `Class#method` names are methods. */
  enforces?: Enforcement;
  /** It acts on the body itself, and only after it has verified. */
  guards?: true;
  /** Further files that decide, where `verification` is `unknown`. */
  delegations?: Delegation[];
  otherwise?: Verdict;
};

/** What one file's text says by itself. Depends on the text, the reader and the rulebook; never on path, base or head. */
export type Facts = {
  signals: readonly Signal[];
  keys: readonly KeyFact[];
  webhooks: readonly WebhookFact[];
  exports: readonly ExportFact[];
  problems: readonly { line: number | null; code: ProblemCode; detail: string }[];
};

/** One shared value for the many files that say nothing. */
export const NO_FACTS: Facts = Object.freeze({
  signals: [],
  keys: [],
  webhooks: [],
  exports: [],
  problems: [],
});

// ---------------------------------------------------------------- the repository, as the rim shows it

export type TreeEntry = {
  path: string;
  /** Git's blob id. */
  id: string;
  kind: 'file' | 'symlink' | 'submodule';
  /** Bytes, where the listing tells. */
  size: number | null;
};

/** All entries of a commit. `complete` is false when the listing was cut, with the reason in `detail`. */
export type Tree = { entries: readonly TreeEntry[]; complete: boolean; detail: string | null };

/** Bytes of a blob; null when it cannot be had, or is over the size that is read, with the reason and, if known, why. */
export type BlobContent = {
  entry: TreeEntry;
  bytes: Uint8Array | null;
  reason: ProblemCode | null;
  detail?: string | null;
};

/** Where commits, trees and blobs come from: GitHub or a local clone. The only door of the audit to the outside. */
export type Repository = {
  /** The complete listing of a commit. */
  tree(commit: string): Promise<Tree>;
  /** The wanted blobs of a commit, in any order, each exactly once. */
  blobs(commit: string, entries: readonly TreeEntry[]): AsyncIterable<BlobContent>;
  /** The commit where the two parted, or null for unrelated histories. */
  mergeBase(base: string, head: string): Promise<string | null>;
  /**
   * Only where a store searches its files faster than it gives their bytes: the paths among which are all entries that hold
   * one of the texts, in any case of ASCII letters; null when it cannot tell.
   */
  search?(commit: string, entries: readonly TreeEntry[], texts: readonly string[]): Promise<ReadonlySet<string> | null>;
  /**
   * Only where a change may be made of several commits: files that one of them held on the way from `base` to `head`, newest
   * first, as far as the store's bounds go. `known` are the blobs that need no telling: those of the two trees.
   */
  passed?(base: string, head: string, known: ReadonlySet<string>): Promise<readonly PassedFile[]>;
};

/** A file as a commit between the two of a change had it. */
export type PassedFile = { commit: string; entry: TreeEntry };

// ---------------------------------------------------------------- inventory and change

export type EvidenceKind = Signal['kind'] | 'file';

export type Evidence = Place & {
  kind: EvidenceKind;
  value: string;
  /** A version, an access or a scope, for people. */
  detail: string | null;
};

export type Confidence = 'confirmed' | 'likely' | 'inferred';

export type Integration = {
  provider: string;
  name: string;
  aliases: readonly string[];
  category: Category;
  confidence: Confidence;
  /** True when every piece of evidence is a development-only dependency. */
  development: boolean;
  evidence: readonly Evidence[];
};

export type EnvClass = 'secret' | 'publishable' | 'config';

export type EnvName = {
  name: string;
  provider: string | null;
  class: EnvClass;
  declaredIn: readonly Place[];
  readIn: readonly Place[];
  /** Wherever the code reads it, it has a default of its own. */
  optional?: boolean;
};

export type Webhook = Place & {
  endLine: number;
  provider: string | null;
  route: string | null;
  method: string | null;
  framework: string;
  verification: Verification;
  verifiedIn: { path: string; line: number } | null;
  why: string;
  mitigation?: 'refetch';
  timingUnsafe?: true;
};

/** All integrations, env names and webhook endpoints of one commit. */
export type Inventory = {
  integrations: readonly Integration[];
  webhooks: readonly Webhook[];
  env: readonly EnvName[];
  problems: readonly Problem[];
};

/** The difference of two inventories. */
export type Change = {
  added: readonly Integration[];
  removed: readonly Integration[];
  /** Present before and after, with evidence that came or went. */
  changed: readonly { provider: string; name: string; added: readonly Evidence[]; removed: readonly Evidence[] }[];
};

// ---------------------------------------------------------------- checks and findings

export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CHECKS = [
  'new-provider',
  'leaked-key',
  'unsigned-webhook',
  'committed-env',
  'exposed-secret',
  'stale-inventory',
  'config',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** What a check says, as a code with arguments: report/ is the only place with sentences. */
export type Finding = Place & {
  check: CheckId;
  /** Kebab-case: `new-provider`, `forbidden-provider`, `hardcoded-secret`, `unverified-webhook`. */
  code: string;
  severity: Severity;
  provider: string | null;
  endLine: number;
  endColumn: number | null;
  args: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Stable over line moves; what `ignore` entries and GitHub's own tracking hold on to. */
  fingerprint: string;
  keyClass?: KeyClass;
  masked?: string;
  /** The reason of a remark in the file that asks to leave this alone; '' when it gives none, and then does not count. */
  remark?: string;
};

/** A finding that configuration silences, with the reason given there. */
export type MutedFinding = Finding & { reason: string; until: string | null };

export type Conclusion = 'success' | 'neutral' | 'failure';

/** Everything the report needs, and nothing else. */
export type Audit = {
  base: string;
  head: string;
  conclusion: Conclusion;
  change: Change;
  findings: readonly Finding[];
  muted: readonly MutedFinding[];
  problems: readonly Problem[];
  rehearsal: Rehearsal | null;
  stats: AuditStats;
};

/**
 * What the same change would be told under the configuration that it brings: shown, never applied. What is read, and
 * which providers there are, stays the base's.
 */
export type Rehearsal = {
  /** The configuration's path at the head. */
  path: string;
  conclusion: Conclusion;
  /** Findings that would be gone, that would come, and that would be louder or milder (as they would be). */
  gone: readonly Finding[];
  come: readonly Finding[];
  changed: readonly Finding[];
};

export type AuditStats = {
  /** Files of the head commit, files that differ from the base, blobs and bytes read for it. */
  files: number;
  changedFiles: number;
  readBlobs: number;
  readBytes: number;
  rulebook: string;
};
