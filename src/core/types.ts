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
   * version (`github.com/stripe/stripe-go/v76`). Maven: `group:artifact`; Gradle plugins as published,
   * `id:id.gradle.plugin`. NuGet: as written, since NuGet ignores case. Swift: the repository in lower case
   * (`github.com/owner/repo`), and the products used from it by their own names (`FirebaseAuth`).
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
   * For declarations, what is written: `none`; a `filler`, i.e. a placeholder or reference; `open` if it is no secret,
   * such as a path or a service without a password; `site` if it is only the URL of a host; `set` otherwise. Null for
   * reads. The value itself is never kept.
   */
  value: 'none' | 'filler' | 'open' | 'site' | 'set' | null;
  /** For reads: the code has a default, so the variable is not required. */
  optional: boolean;
  /**
   * For reads: in a client component, which runs in browsers, or in configuration that a bundler writes to its output.
   */
  inBrowser?: 'client-component' | 'bundle';
};

export type HostSignal = Position & {
  kind: 'host';
  /** Lower case, without port, credentials and trailing dot. */
  host: string;
  /** The path from the first slash, with `*` for parts that are variable or may be keys; `/` if there is none. */
  path: string;
  /**
   * Written without a scheme, or listed as allowed to call the application (CORS): only a rule can tell whether it is
   * used.
   */
  bare?: true;
  /** The source appears to send a request to the URL, or a browser extension works on the site. */
  requested?: true;
};

export type ImageSignal = Position & {
  kind: 'image';
  /** Repository without tag or digest; Docker Hub's own prefix (`docker.io/library/`) is dropped. */
  image: string;
  tag: string | null;
};

/**
 * A third-party step of a pipeline, without its version, which is in `ref`:
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
 * A resource that a file creates or is configured for, as a type in the namespace of the file's format:
 * `aws_s3_bucket`, `k8s:apps/v1/Deployment`.
 *
 * @see docs/rules.md for all namespaces.
 */
export type ResourceSignal = Position & { kind: 'resource'; type: string };

/** A call listed in the rulebook and found in code, outside comments. */
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

/** A hardcoded key. The raw value is masked where it is found, so no field contains it. */
export type KeyFact = Position & {
  endColumn: number;
  /** Null if it looks like a secret, but of no known provider. */
  provider: string | null;
  /** Id of the key within the provider's rule: `project`, `service-role`. */
  key: string;
  keyClass: KeyClass;
  mode: 'live' | 'test' | null;
  /** A few characters of the key's prefix and at most the last four: `phc_…a1b2`. */
  masked: string;
  /**
   * The first 32 hex characters of the value's SHA-256, so that equal keys compare equal. Salted before it leaves the
   * core.
   */
  digest: string;
  /** The key contains a valid checksum, so it cannot be a made-up sample. */
  proven: boolean;
  /** The variable, property or parameter that the value is assigned or passed to; null if there is none. */
  name: string | null;
  /** The surrounding text shows the key as an example instead of using it. */
  sample?: true;
  /**
   * The reason given by a comment beside the value that asks to ignore it; '' if it gives none and so has no effect.
   */
  remark?: string;
};

/**
 * The facts of one file. They depend only on its text, its path, the reader and the rulebook, never on base or head.
 */
export type Facts = {
  signals: readonly Signal[];
  keys: readonly KeyFact[];
  webhooks: readonly WebhookFact[];
  exports: readonly ExportFact[];
  /** Secrets that a settings file defines; absent if there are none. */
  settings?: readonly SettingFact[];
  problems: readonly FileProblem[];
};

/** Shared by the many files without facts. */
export const NO_FACTS: Facts = Object.freeze({
  signals: [],
  keys: [],
  webhooks: [],
  exports: [],
  problems: [],
});
