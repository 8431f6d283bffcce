import { z } from 'zod';
import { CATEGORIES } from '../../src/core/categories.ts';
import { CHECKS, SEVERITIES } from '../../src/core/audit-types.ts';

// The JSON of the command line, version 1, as the docs promise it: fields may be added, but not removed or renamed.

const path = z.string();
const line = z.int().positive();
const spot = z.object({ path, line });
const stats = z.object({
  files: z.int(),
  ignoredFiles: z.int().optional(),
  readBlobs: z.int(),
  readBytes: z.int(),
  rulebook: z.string(),
  checksOff: z.array(z.enum(CHECKS)).optional(),
});
const problem = z.object({ path, message: z.string().min(1) });

const evidence = z.object({
  kind: z.enum(['package', 'env', 'host', 'import', 'image', 'action', 'resource', 'file', 'code']),
  value: z.string(),
  detail: z.string().nullable(),
  path,
  line,
});

const integration = z.object({
  provider: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  category: z.enum(CATEGORIES),
  confidence: z.enum(['confirmed', 'likely', 'inferred']),
  development: z.boolean(),
  evidence: z.array(evidence).min(1),
});

const finding = z.object({
  check: z.enum(CHECKS),
  code: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  severity: z.enum(SEVERITIES),
  provider: z.string().nullable(),
  path,
  line,
  column: line,
  message: z.string().min(1),
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  keyClass: z.enum(['secret', 'restricted', 'connection-string', 'private-key', 'publishable', 'public']).optional(),
  masked: z.string().optional(),
});

export const diffSchema = z.object({
  version: z.literal(1),
  base: z.string(),
  head: z.string(),
  conclusion: z.enum(['success', 'neutral', 'failure']),
  changes: z.object({
    added: z.array(integration),
    removed: z.array(integration),
    changed: z.array(
      z.object({ provider: z.string(), name: z.string(), added: z.array(evidence), removed: z.array(evidence) }),
    ),
  }),
  findings: z.array(finding),
  muted: z.array(finding.extend({ reason: z.string(), until: z.string().nullable() })),
  problems: z.array(problem),
  stats,
});

/** An audit of a whole commit or folder, which has no base; a folder on disk has no head either. */
export const auditSchema = diffSchema.extend({ base: z.null(), head: z.string().nullable() });

export const inventorySchema = z.object({
  version: z.literal(1),
  integrations: z.array(integration),
  webhooks: z.array(
    z.object({
      provider: z.string().nullable(),
      path,
      line,
      route: z.string().nullable(),
      verification: z.enum(['verified', 'unverified', 'ineffective', 'optional', 'unknown']),
      verifiedIn: spot.nullable(),
      why: z.string(),
    }),
  ),
  env: z.array(
    z.object({
      name: z.string(),
      provider: z.string().nullable(),
      class: z.enum(['secret', 'publishable', 'config']),
      declaredIn: z.array(spot),
      readIn: z.array(spot),
    }),
  ),
  problems: z.array(problem),
  stats,
});
