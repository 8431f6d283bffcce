/**
 * Reads a type alias for a dependency that returns plain data:
 * `VerifiedBody = Annotated[bytes, Depends(verified_body)]`. Null for other source text, including aliases of services.
 */
export function askedFor(source: string): { name: string; dependency: string } | null {
  const [, name, dependency] = ASKED.exec(source) ?? [];
  return name !== undefined && dependency !== undefined ? { name, dependency } : null;
}

/** The dependency behind such an alias of the file; null where there is none. */
export const dependencyOf = (text: string, alias: string): string | null =>
  /^[A-Z]\w{0,60}$/.test(alias)
    ? (askedFor(new RegExp(`^${alias}\\s?=[^\\n]{1,300}`, 'm').exec(text)?.[0] ?? '')?.dependency ?? null)
    : null;

const ASKED =
  /^([A-Z]\w{0,60})\s?=\s?Annotated\[\s{0,9}(?:None|bytes|str|dict|bool|Any|[dD]ict\[[^\]\n]{0,60}\])\s?,\s{0,9}(?:Depends|Security)\(\s{0,9}(\w{1,60})/;
