import { z } from 'zod';
import { CATEGORIES } from '../categories.ts';
import type { Position } from '../place-types.ts';
import { customDetectSchema } from './custom-detect-schema.ts';

// The single schema of .integrations.yml. Validation, the JSON Schema for editors and the reference page are derived
// from it, so every key has its description and examples here, and no refinement goes beyond what JSON Schema can
// express.

/** Length limit of names, reasons and paths, in characters: bounds what reaches reports and patterns. */
const TEXT_LENGTH = 500;

const text = z.string().min(1).max(TEXT_LENGTH).regex(/^$|\S/, 'a text with more than blanks in it');
const providerId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'small letters, digits, dots and dashes');
/**
 * References to a provider are checked less strictly than definitions: a wrong one gets a suggestion of similar ids.
 */
const providerName = z.string().min(1).max(100);
const day = z.iso.date();
/** A path inside the repository: not absolute, without `..`. */
const repositoryFile = text.regex(
  /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\\n]+$/,
  'a path inside the repository, from its root',
);

const level = z.enum(['error', 'warning', 'notice', 'off']);

const approvedProvider = z.union([
  providerName,
  z.strictObject({
    id: providerName.meta({ description: 'Id of the provider: the name of its rule.', examples: ['posthog'] }),
    owner: text.optional().meta({
      description:
        'Who answers for this vendor: a user, a team or an address. Told with the provider and in the inventory.',
      examples: ['@acme/growth'],
    }),
    'review-by': day.optional().meta({
      description:
        'Day by which to look at the approval again. From the day after, adding the provider warns as if it were not approved, and `audit` tells it where it is in use.',
      examples: ['2027-06-01'],
    }),
  }),
]);

const forbiddenProvider = z.union([
  providerName,
  z.strictObject({
    id: providerName.meta({ description: 'Id of the provider: the name of its rule.', examples: ['mixpanel'] }),
    reason: text
      .optional()
      .meta({ description: 'Why, for the author of the pull request.', examples: ['Replaced by PostHog'] }),
  }),
]);

const customProvider = z.strictObject({
  id: providerId.meta({ description: 'Id to use elsewhere in this file.', examples: ['acme-billing'] }),
  name: text.meta({ description: 'Name as people write it.', examples: ['Acme Billing'] }),
  category: z.enum(CATEGORIES).meta({ description: 'Kind of service.', examples: ['payments'] }),
  detect: customDetectSchema.meta({
    description: 'What in a file speaks for this provider. Names are literal; `*` stands for the rest of a name.',
    examples: [{ packages: { npm: ['@acme/billing'] }, env: ['ACME_BILLING_*'], hosts: ['billing.acme.io'] }],
  }),
  url: z
    .url()
    .optional()
    .meta({ description: 'Home page.', examples: ['https://billing.acme.io'] }),
});

const providers = z.strictObject({
  approved: z
    .array(approvedProvider)
    .default([])
    .meta({
      description: 'Providers that may be added without a warning: the finding is a notice.',
      examples: [['stripe', { id: 'posthog', owner: '@acme/growth', 'review-by': '2027-06-01' }]],
    }),
  forbidden: z
    .array(forbiddenProvider)
    .default([])
    .meta({
      description: 'Providers that must not be added: the finding is always an error.',
      examples: [['mixpanel', { id: 'segment', reason: 'No contract' }]],
    }),
  custom: z
    .array(customProvider)
    .default([])
    .meta({
      description: 'Services of your own, or ones that no rule names yet.',
      examples: [
        [{ id: 'acme-billing', name: 'Acme Billing', category: 'payments', detect: { hosts: ['billing.acme.io'] } }],
      ],
    }),
  aliases: z
    .record(providerName, providerName)
    .default({})
    .meta({
      description: 'Count one provider as another: the id that is found, then the id to report.',
      examples: [{ minio: 'aws-s3' }],
    }),
});

const checks = z.strictObject({
  'new-provider': level
    .default('warning')
    .meta({ description: 'A provider that the base does not have.', examples: ['warning'] }),
  'leaked-key': level.default('error').meta({ description: 'A key written into a file.', examples: ['error'] }),
  'unsigned-webhook': level
    .default('error')
    .meta({ description: 'A webhook endpoint that accepts unsigned calls.', examples: ['error'] }),
  'committed-env': level
    .default('warning')
    .meta({ description: 'A committed environment file that holds values of secrets.', examples: ['warning'] }),
  'exposed-secret': level.default('error').meta({
    description: 'A secret under a prefix that bundlers hand to browsers, or read where they do.',
    examples: ['error'],
  }),
  'stale-inventory': level.default('notice').meta({
    description: 'The document of `inventory.file` no longer says what the code integrates.',
    examples: ['notice'],
  }),
});

const paths = z.strictObject({
  ignore: z
    .array(text)
    .default([])
    .meta({
      description:
        'Path patterns of files that are not read at all. A pattern without a slash matches at any depth, one with a slash from the root; a folder covers what is in it.',
      examples: [['examples/**', 'fixtures/']],
    }),
  'own-domains': z
    .array(
      z.string().regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+){1,8}$/, 'a domain in small letters, such as `acme.io`'),
    )
    .default([])
    .meta({
      description: 'Your own domains, with everything below them: never reported as a third party.',
      examples: [['acme.io']],
    }),
});

const ignoreEntry = z.strictObject({
  check: checks.keyof().meta({ description: 'The check whose findings are muted.', examples: ['leaked-key'] }),
  path: text.optional().meta({ description: 'Only in files of this path pattern.', examples: ['e2e/**'] }),
  provider: providerName.optional().meta({ description: 'Only for this provider.', examples: ['stripe'] }),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/, 'the hexadecimal digits that a report shows in brackets')
    .optional()
    .meta({
      description:
        'Only the one finding with this fingerprint. It is salted with the name of the repository, `owner/name`, which a clone takes from its remote `origin`: what a fork shows, or a folder without a remote, is another.',
      examples: ['0123456789abcdef'],
    }),
  reason: text.meta({
    description: 'Why it is right to mute it. Shown in every report.',
    examples: ['Recorded fixtures'],
  }),
  until: day
    .optional()
    .meta({ description: 'Last day of the muting; afterwards the finding returns.', examples: ['2027-03-01'] }),
});

const ownKey = z.strictObject({
  id: providerId.meta({ description: 'Id of this kind of key.', examples: ['acme-internal'] }),
  name: text.meta({ description: 'Name for people: `Acme internal token`.', examples: ['Acme internal token'] }),
  pattern: text.meta({
    description:
      'Regular expression of RE2 for the whole value, without look-around and back references; it runs on files of up to a megabyte.',
    examples: ['acme_[a-z0-9]{32}'],
  }),
  class: z
    .enum(['secret', 'restricted', 'connection-string', 'private-key', 'publishable', 'public'])
    .default('secret')
    .meta({ description: 'Who may see it: publishable keys warn, public ones are noted.', examples: ['secret'] }),
  consequence: text
    .optional()
    .meta({ description: 'What anyone who reads it can do.', examples: ['Anyone can call our internal services.'] }),
});

const report = z.strictObject({
  comment: z
    .enum(['on-change', 'always', 'never'])
    .default('on-change')
    .meta({
      description:
        'When to comment on the pull request: when the providers or keys change, on each one, or not at all.',
      examples: ['on-change'],
    }),
  annotations: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether findings are shown at their lines too.', examples: [true] }),
  'fail-on': z
    .enum(['error', 'warning', 'notice', 'never'])
    .default('error')
    .meta({ description: 'The mildest severity that makes the check run fail.', examples: ['error'] }),
});

const documentFile = (description: string, example: string) =>
  z.strictObject({ file: repositoryFile.optional().meta({ description, examples: [example] }) });

export const configSchema = z.strictObject({
  version: z.literal(1).meta({ description: 'Version of this file format.', examples: [1] }),
  providers: providers.prefault({}).meta({
    description: 'Which third parties are welcome, and which are yours.',
    examples: [
      {
        approved: ['stripe', { id: 'posthog', owner: '@acme/growth', 'review-by': '2027-06-01' }],
        forbidden: [{ id: 'mixpanel', reason: 'Replaced by PostHog' }],
        custom: [
          {
            id: 'acme-billing',
            name: 'Acme Billing',
            category: 'payments',
            detect: { packages: { npm: ['@acme/billing'] }, env: ['ACME_BILLING_*'], hosts: ['billing.acme.io'] },
          },
        ],
        aliases: { minio: 'aws-s3' },
      },
    ],
  }),
  checks: checks.prefault({}).meta({
    description:
      'How severe each check is at its loudest. Test keys, handlers in examples, tests and documentation, and providers of development dependencies alone are told a step lower.',
    examples: [{ 'new-provider': 'notice', 'leaked-key': 'error' }],
  }),
  paths: paths.prefault({}).meta({ description: 'What to look at.', examples: [{ ignore: ['examples/**'] }] }),
  ignore: z
    .array(ignoreEntry)
    .default([])
    .meta({
      description:
        'Findings that are muted, each with its reason. An entry past its day mutes nothing, and is reported where it would have. `audit` reports those that mute nothing at all.',
      examples: [[{ check: 'leaked-key', path: 'e2e/**', reason: 'Recorded fixtures', until: '2027-03-01' }]],
    }),
  keys: z
    .array(ownKey)
    .max(20)
    .default([])
    .meta({
      description: 'Keys of your own services, found beside those that the rules know.',
      examples: [[{ id: 'acme-internal', name: 'Acme internal token', pattern: 'acme_[a-z0-9]{32}', class: 'secret' }]],
    }),
  report: report
    .prefault({})
    .meta({ description: 'How the audit shows itself on a pull request.', examples: [{ comment: 'never' }] }),
  inventory: documentFile('The inventory document that is kept in the repository.', 'INTEGRATIONS.md')
    .prefault({})
    .meta({ description: 'The document of all integrations.', examples: [{ file: 'INTEGRATIONS.md' }] }),
  subprocessors: documentFile(
    'The list of sub-processors that is kept in the repository: a new provider that it does not name is told to be missing there.',
    'legal/subprocessors.md',
  )
    .prefault({})
    .meta({ description: 'The document of sub-processors.', examples: [{ file: 'legal/subprocessors.md' }] }),
});

type Filled = z.output<typeof configSchema>;

/** List entries keep their positions, so that an unused or expired one is reported at its line. */
export type ApprovedProvider = Position & { id: string; owner: string | null; 'review-by': string | null };
export type ForbiddenProvider = Position & { id: string; reason: string | null };
export type CustomProvider = Position & Filled['providers']['custom'][number];
export type IgnoreEntry = Position & Filled['ignore'][number];

/** `.integrations.yml` with every default filled in. Keys are named as in the file. */
export type Config = {
  version: 1;
  providers: {
    approved: readonly ApprovedProvider[];
    forbidden: readonly ForbiddenProvider[];
    custom: readonly CustomProvider[];
    /** Id that is found -> id to report. Has no prototype, so any name may be looked up. */
    aliases: Readonly<Record<string, string>>;
  };
  checks: Readonly<Filled['checks']>;
  paths: { ignore: readonly string[]; 'own-domains': readonly string[] };
  ignore: readonly IgnoreEntry[];
  keys: readonly (Position & Filled['keys'][number])[];
  report: Readonly<Filled['report']>;
  inventory: { file?: string };
  subprocessors: { file?: string };
};
