import { z } from 'zod';
import { CATEGORIES } from '../categories.ts';

// The schema of one file in rules/. Strict: a typo is an error with its line, never a setting that does nothing.

const names = z.array(z.string().min(1)).min(1);

const perEcosystem = z.strictObject({
  npm: names.optional(),
  jsr: names.optional(),
  pypi: names.optional(),
  cargo: names.optional(),
  go: names.optional(),
  rubygems: names.optional(),
  composer: names.optional(),
  maven: names.optional(),
  nuget: names.optional(),
  pub: names.optional(),
  hex: names.optional(),
  swift: names.optional(),
  cocoapods: names.optional(),
  unity: names.optional(),
});

const perLanguage = z.strictObject({
  javascript: names.optional(),
  python: names.optional(),
  rust: names.optional(),
  go: names.optional(),
  ruby: names.optional(),
  php: names.optional(),
  java: names.optional(),
  kotlin: names.optional(),
  csharp: names.optional(),
  swift: names.optional(),
  dart: names.optional(),
  elixir: names.optional(),
  c: names.optional(),
});

const envDetector = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*(_\*)?$/, 'an env name, or PREFIX_*'),
  class: z.enum(['secret', 'publishable', 'config']).optional(),
});

const detect = z.strictObject({
  packages: perEcosystem.optional(),
  imports: perLanguage.optional(),
  env: z.array(envDetector).optional(),
  hosts: names.optional(),
  images: names.optional(),
  actions: names.optional(),
  resources: names.optional(),
  files: names.optional(),
  code: z
    .array(z.strictObject({ text: z.string().min(4), with: z.string().optional(), importing: names.optional() }))
    .optional(),
  /** Packages, modules and env names that a wildcard above would match but that do not indicate the provider. */
  not: names.optional(),
});

const key = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  class: z.enum(['secret', 'restricted', 'connection-string', 'private-key', 'publishable', 'public']),
  mode: z.enum(['live', 'test']).optional(),
  /** True when the key expires within a day, or with the one thing that it is for. */
  shortLived: z.boolean().optional(),
  /** The whole value, without anchors or lookarounds; linear in time. */
  pattern: z.string().min(1),
  /** `alone`: the shape suffices. `context`: a name nearby must name the provider. */
  detect: z.enum(['alone', 'context']).default('alone'),
  /** Words for `context`, matched in names and in the line; the rule's id, name and aliases by default. */
  context: names.optional(),
  /**
   * A check inside the value. The first two prove or refute the key; `base64-host` is a body that decodes to `<host>$`.
   */
  checksum: z.enum(['github-crc32', 'github-fine-grained', 'base64-host']).optional(),
  /** For JWTs: claim -> value that the decoded payload or header must have. */
  claims: z.record(z.string(), z.string()).optional(),
  /** First 16 hex characters of the SHA-256 of values printed in the vendor's documentation, which are not reported. */
  samples: z.array(z.string().regex(/^[0-9a-f]{16}$/)).optional(),
  /** What anyone who reads the key can do with it: one sentence. */
  consequence: z.string().min(1),
  /** Where it is revoked or replaced. */
  rotate: z.url().optional(),
  /** The env name to read it from instead. */
  env: z.string().optional(),
});

const example = z.strictObject({ file: z.string().min(1), text: z.string() });

export const ruleSchema = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  category: z.enum(CATEGORIES),
  parent: z.string().nullable().default(null),
  url: z.url(),
  vendor: z
    .strictObject({ subprocessors: z.url().optional(), dpa: z.url().optional(), privacy: z.url().optional() })
    .optional(),
  detect: detect.default({}),
  keys: z.array(key).default([]),
  webhook: z
    .strictObject({
      /** False for providers that have no signature to check. */
      signs: z.boolean(),
      /** Request headers that carry the signature, lower case. */
      headers: z.array(z.string().regex(/^[a-z0-9-]+$/)).default([]),
      secretEnv: z.array(z.string()).default([]),
      /** Calls that verify, per language: a member path (`webhooks.constructEvent`) or `module#export`. */
      verifiers: z.record(z.string(), names).default({}),
      /** Calls that look like verification and check nothing. */
      notVerifiers: z.record(z.string(), names).default({}),
      /** Event types that no other provider sends, as a handler compares them: `checkout.session.completed`. */
      events: z.array(z.string().regex(/^[\w.:/-]{6,60}$/)).default([]),
      /**
       * Words that occur together only in code that reads the provider's request bodies: `[head_commit, pusher]`; one
       * list suffices.
       */
      bodies: z.array(z.array(z.string().regex(/^\*?[\w.<>-]{3,40}\*?$/)).min(1)).default([]),
    })
    .optional(),
  examples: z.strictObject({
    finds: z
      .array(
        example.extend({
          /**
           * Detector -> line where it must match: `package:stripe`, `env:STRIPE_*`, `key:secret-live`,
           * `webhook:unverified`.
           */
          expect: z.record(z.string(), z.number().int().positive()),
          /** Other providers that the whole rulebook rightly finds in the same text. */
          also: z.array(z.string()).default([]),
        }),
      )
      .min(1),
    ignores: z.array(example.extend({ also: z.array(z.string()).default([]) })).min(1),
  }),
});

/** One file of rules/ as parsed; its id is the file's name. */
export type RuleFile = z.infer<typeof ruleSchema>;
/** A rule with its id and its examples. */
export type ExampledRule = RuleFile & { id: string };
/** A rule without its examples, which are three quarters of its text and only used in tests. */
export type Rule = Omit<ExampledRule, 'examples'>;
export type KeyRule = Rule['keys'][number];
