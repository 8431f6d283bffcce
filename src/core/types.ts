// The facts of one file, as plain data. Everything here is a value: no methods, no I/O, no raw secret.

import type { FileProblem, Position } from './place-types.ts';
import type { ExportFact, SettingFact, WebhookFact } from './webhook-types.ts';

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
  | 'cocoapods'
  | 'unity';

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
  | 'c' // C++, Objective-C and Arduino's sketches too
  | 'shell'
  | 'powershell';

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
  /**
   * For declarations: is a value written, and is it a filler, open to all as a path is, or no more than the host of a site.
   * Never the value itself.
   */
  value: 'none' | 'filler' | 'open' | 'site' | 'set' | null;
  /** For reads: the code has a default of its own, so the variable is not required. */
  optional: boolean;
  /** For reads: in code that runs in browsers, or in what a bundler is told to write into its output. */
  inBrowser?: 'client-component' | 'bundle';
};

export type HostSignal = Position & {
  kind: 'host';
  /** Lower case, without port, credentials and trailing dot. */
  host: string;
  /** The path from the first slash, `*` for parts that are a variable or may be a key; `/` when there is none. */
  path: string;
  /** Written without a scheme, or named as one that may call the application: only a rule can tell whether it is used. */
  bare?: true;
  /** A source makes a request of the address, as far as can be seen, or an extension of a browser works there. */
  requested?: true;
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
 * What a file sets up or is configured for, by a type in the namespace of its format: `aws_s3_bucket`, `k8s:apps/v1/Deployment`.
 *
 * @see docs/rules.md for all namespaces.
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

/** What one file says by itself. Depends on its text, its path, the reader and the rulebook; never on base or head. */
export type Facts = {
  signals: readonly Signal[];
  keys: readonly KeyFact[];
  webhooks: readonly WebhookFact[];
  exports: readonly ExportFact[];
  /** Secrets that a file of settings defines; only where it defines some. */
  settings?: readonly SettingFact[];
  problems: readonly FileProblem[];
};

/** One shared value for the many files that say nothing. */
export const NO_FACTS: Facts = Object.freeze({
  signals: [],
  keys: [],
  webhooks: [],
  exports: [],
  problems: [],
});
