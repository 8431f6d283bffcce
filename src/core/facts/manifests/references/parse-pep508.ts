import { cleanVersion } from './clean-version.ts';

/** A Python requirement: the name as PyPI normalises it, and the version or URL as written. */
export type PythonRequirement = { name: string; version: string | null; local: boolean };

/**
 * Parses one requirement as in PEP 508: `name[extra] >=1,<2 ; marker`, `name @ url`. Extras and markers are dropped.
 * Null if the text is not a requirement. `local` is true for a path or a `file:` URL.
 */
export function parsePep508(text: string): PythonRequirement | null {
  const requirement = text.trim();
  const written = /^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? '';
  if (!isPythonName(written)) return null;
  const rest = withoutExtras(requirement.slice(written.length).trimStart());
  if (rest === null) return null;
  const name = normalisePythonName(written);
  if (rest.startsWith('@')) return urlRequirement(name, rest.slice(1).trim());
  const versions = (rest.split(';', 1)[0] ?? '').trim().replace(/^\(/, '').replace(/\)$/, '').trim();
  if (versions !== '' && !/^(?:[=!<>~]=|[<>])/.test(versions)) return null;
  return { name, version: cleanVersion(versions), local: false };
}

/** PEP 503: lower case, with runs of `-`, `_` and `.` replaced by one `-`. */
export function normalisePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** True for a valid name in PEP 508: letters, digits, `.`, `-`, `_`, with a letter or digit at both ends. */
export function isPythonName(name: string): boolean {
  return name.length <= 200 && /^[\w.-]+$/.test(name) && /^[a-z0-9]/i.test(name) && /[a-z0-9]$/i.test(name);
}

function withoutExtras(text: string): string | null {
  if (!text.startsWith('[')) return text;
  const end = text.indexOf(']');
  return end === -1 ? null : text.slice(end + 1).trimStart();
}

function urlRequirement(name: string, text: string): PythonRequirement {
  // A marker follows white space, because a URL may contain a semicolon.
  const url = text.split(/\s/, 1)[0] ?? '';
  return { name, version: cleanVersion(url), local: /^(?:file:|\.{0,2}\/)/.test(url) };
}
