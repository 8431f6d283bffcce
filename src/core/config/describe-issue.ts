import type { z } from 'zod';
import { configSchema } from './config-schema.ts';
import { findNearestName } from './find-nearest-name.ts';
import { locate, locateKey, pathText, type Located, type LocatedMap, type ValuePath } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** A schema issue with the full path of the value it is about. */
export type FlatIssue = { path: ValuePath; issue: z.core.$ZodIssue };

const VALUE_LENGTH = 60;
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Logs a schema issue under one of our codes, at its position in the file. */
export function describeIssue({ path, issue }: FlatIssue, root: LocatedMap, missing: boolean, log: ProblemLog): void {
  const at = pathText(path, root);
  const here = locate(root, path);
  const key = String(path.at(-1));
  const parent = pathText(path.slice(0, -1), root);
  if (issue.code === 'unrecognized_keys') return describeUnknownKey(path, root, log);
  if (missing) return log.add(startOf(here), 'error', 'missing-key', { key, parent });
  const value = shown(here);
  switch (issue.code) {
    case 'invalid_type':
      return log.add(here, 'error', 'wrong-type', { at, expected: typeName(issue.expected), received: kindOf(here) });
    case 'invalid_union':
      return log.add(here, 'error', 'wrong-type', { at, expected: 'text or a mapping', received: kindOf(here) });
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return log.add(here, 'error', 'invalid-value', {
        at,
        value,
        allowed,
        suggestion: findNearestName(value, allowed),
      });
    }
    case 'invalid_format':
      if (issue.format === 'date') return log.add(here, 'error', 'invalid-date', { at, value });
      return log.add(here, 'error', 'invalid-format', { at, value, form: formOf(issue) });
    case 'too_small':
      return log.add(here, 'error', 'empty', { at });
    case 'too_big':
      return log.add(here, 'error', 'too-long', {
        at,
        limit: Number(issue.maximum),
        unit: issue.origin === 'array' ? 'entries' : 'characters',
      });
    default:
      return log.add(locateKey(root, path), 'error', 'invalid-format', {
        at,
        value: key.slice(0, VALUE_LENGTH),
        form: '',
      });
  }
}

/**
 * Logs an unknown key: a warning, but an error in `ignore`, where leaving the key out would mute more than intended.
 */
function describeUnknownKey(path: ValuePath, root: LocatedMap, log: ProblemLog): void {
  const parentPath = path.slice(0, -1);
  const key = String(path.at(-1)).slice(0, VALUE_LENGTH);
  const suggestion = findNearestName(key, knownKeys(parentPath));
  const severity = path[0] === 'ignore' ? 'error' : 'warning';
  log.add(locateKey(root, path), severity, 'unknown-key', { key, parent: pathText(parentPath, root), suggestion });
}

/** The keys that the schema allows at a path. */
function knownKeys(path: ValuePath): string[] {
  let schemas: z.ZodType[] = [configSchema];
  for (const step of path) schemas = schemas.flatMap((schema) => stepInto(schema, step));
  return schemas.flatMap((schema) => Object.keys(shapeOf(schema) ?? {}));
}

type Def = {
  innerType?: z.ZodType;
  element?: z.ZodType;
  options?: readonly z.ZodType[];
  shape?: Record<string, z.ZodType>;
};

function unwrap(schema: z.ZodType): z.ZodType[] {
  const def: Def = schema.def as Def;
  if (def.innerType !== undefined) return unwrap(def.innerType);
  return def.options === undefined ? [schema] : def.options.flatMap(unwrap);
}

function stepInto(schema: z.ZodType, step: PropertyKey): z.ZodType[] {
  return unwrap(schema).flatMap((inner) => {
    const def: Def = inner.def as Def;
    const next = typeof step === 'number' ? def.element : def.shape?.[String(step)];
    return next === undefined ? [] : unwrap(next);
  });
}

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  return (schema.def as Def).shape;
}

/** The expected format, as the schema describes it beside the pattern. */
function formOf(issue: z.core.$ZodIssueInvalidStringFormat): string {
  return issue.format === 'url' ? 'an address such as `https://acme.io`' : issue.message;
}

function typeName(expected: string): string {
  return TYPES[expected] ?? expected;
}

function kindOf(located: Located): string {
  if (located.kind !== 'scalar') return located.kind === 'map' ? 'a mapping' : 'a list';
  if (located.value === null) return 'nothing';
  // For booleans, the value says more than the type.
  return typeof located.value === 'boolean' ? `\`${located.value}\`` : typeName(typeof located.value);
}

function shown(located: Located): string {
  return located.kind === 'scalar' ? String(located.value).slice(0, VALUE_LENGTH) : '';
}

/** A missing key has no position: returns the start of the mapping that lacks it. */
function startOf({ from }: Located): { from: number; to: number } {
  return { from, to: from };
}
