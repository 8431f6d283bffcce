import { decodeBase64 } from './base64.ts';

/** Header and payload of a JSON Web Token as names and scalar values; nested values are dropped. */
export type Jwt = { header: ReadonlyMap<string, string>; payload: ReadonlyMap<string, string> };

/** Maximum length of a part that is decoded, in characters; services' keys are far shorter. */
const LONGEST_PART = 4096;

/** Reads a token of the form `header.payload.signature` without verifying its signature; null when it is not a JWT. */
export function readJwt(token: string): Jwt | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const header = readPart(parts[0]!);
  const payload = readPart(parts[1]!);
  return header === null || payload === null ? null : { header, payload };
}

function readPart(part: string): Map<string, string> | null {
  const bytes = part.length > LONGEST_PART ? null : decodeBase64(part);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const entries = Object.entries(value).filter(([, v]) => typeof v === 'string' || typeof v === 'number');
    return new Map(entries.map(([name, v]) => [name, String(v)]));
  } catch {
    return null;
  }
}
