import { z } from 'zod';

// The detectors of custom providers: those of a rule (see rulebook/rule-schema.ts) that need no code.

const text = z.string().min(1).max(200);
/** Rejects `*` and `**`, which match everything. */
const path = text.regex(/^$|[A-Za-z0-9]/, 'a name, and no pattern that takes everything');
/** Names are looked up literally, or by the prefix before the `*`. */
const name = path.regex(/^[^*]*\*?$/, 'a name, with `*` at its end at most');
/** Rejects `*.com`, which matches anybody's hosts, and anything with a scheme or a port, which matches none. */
const host = text
  .regex(
    /^(?:\*[.-])?[A-Za-z0-9](?:[\w.-]|\.\*\.)*(?:\/\S*)?$/,
    'a host like `billing.acme.io` or `*.acme.io`, without `https://` and port',
  )
  .regex(/^(?!\*\.[^.]*$)/, 'a host, and not all of a top-level domain');

const list = (description: string, example: string, item = name) =>
  z
    .array(item)
    .max(100)
    .optional()
    .meta({ description, examples: [[example]] });

const packages = z.strictObject({
  npm: list('Packages of npm; `@acme/*` takes a whole scope.', '@acme/billing'),
  jsr: list('Packages of JSR.', '@acme/billing'),
  pypi: list('Packages of PyPI.', 'acme-billing'),
  cargo: list('Crates.', 'acme-billing'),
  go: list('Go modules.', 'go.acme.io/billing'),
  rubygems: list('Gems.', 'acme-billing'),
  composer: list('Packages of Packagist.', 'acme/billing'),
  maven: list('Maven coordinates, group and artifact.', 'io.acme:billing'),
  nuget: list('Packages of NuGet.', 'Acme.Billing'),
  pub: list('Packages of pub.dev.', 'acme_billing'),
  hex: list('Packages of Hex.', 'acme_billing'),
  swift: list('Swift packages.', 'github.com/acme/billing-swift'),
  cocoapods: list('Pods.', 'AcmeBilling'),
  unity: list('Packages of Unity.', 'io.acme.billing'),
});

const imports = z.strictObject({
  javascript: list('Modules of JavaScript and TypeScript.', '@acme/billing'),
  python: list('Modules of Python.', 'acme_billing'),
  rust: list('Crates as imported.', 'acme_billing'),
  go: list('Import paths of Go.', 'go.acme.io/billing'),
  ruby: list('Required files of Ruby.', 'acme_billing'),
  php: list('Namespaces of PHP.', 'Acme\\Billing'),
  java: list('Packages of Java.', 'io.acme.billing'),
  kotlin: list('Packages of Kotlin.', 'io.acme.billing'),
  csharp: list('Namespaces of C#.', 'Acme.Billing'),
  swift: list('Modules of Swift.', 'AcmeBilling'),
  dart: list('Packages of Dart.', 'acme_billing'),
  elixir: list('Modules of Elixir.', 'Acme.Billing'),
});

const envName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,99}\*?$/, 'capital letters, digits and `_`, with `*` at the end at most');

export const customDetectSchema = z.strictObject({
  packages: packages
    .optional()
    .meta({ description: 'Dependencies, by registry.', examples: [{ npm: ['@acme/billing'] }] }),
  imports: imports
    .optional()
    .meta({ description: 'Imported modules, by language.', examples: [{ python: ['acme_billing'] }] }),
  env: z
    .array(envName)
    .max(100)
    .optional()
    .meta({ description: 'Environment variables: whole names, or a prefix and `*`.', examples: [['ACME_BILLING_*']] }),
  hosts: list('Hosts in URLs; `*.acme.io` takes all below, `acme.io/api` only that path.', 'billing.acme.io', host),
  images: list('Container images, without tags.', 'acme/billing'),
  actions: list('CI actions; `acme/*` takes all of an owner.', 'acme/deploy-action'),
  resources: list('Types of Terraform, CloudFormation or Kubernetes.', 'acme_account'),
  files: list(
    'Files that by themselves say so: a name anywhere, or a path, with `*` within a part.',
    'acme.toml',
    path,
  ),
});
