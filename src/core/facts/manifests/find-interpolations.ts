/**
 * A variable that a Compose file or a Dockerfile interpolates: `$NAME`, `${NAME}`, `${NAME:-default}`. Optional if it
 * has a default.
 */
export type Interpolation = { name: string; index: number; optional: boolean };

const VARIABLE = /\$\$|\$\{([A-Za-z_]\w*)(:?[-+])?|\$([A-Za-z_]\w*)/g;

/** All variables of a text, nested ones included. `$$` is an escaped dollar sign. */
export function findInterpolations(text: string): Interpolation[] {
  const found: Interpolation[] = [];
  if (!text.includes('$')) return found;
  for (const match of text.matchAll(VARIABLE)) {
    const name = match[1] ?? match[3];
    if (name !== undefined) found.push({ name, index: match.index, optional: match[2] !== undefined });
  }
  return found;
}

/** Levels of nested defaults that are resolved: `${A:-${B:-x}}` has two. */
const MAX_NESTED_DEFAULTS = 3;

/** Substitutes variables: by the given value, else by their default. Others stay as `${NAME}`. */
export function fillDefaults(text: string, values: ReadonlyMap<string, string> = new Map()): string {
  let filled = text;
  for (let i = 0; i < MAX_NESTED_DEFAULTS && filled.includes('$'); i += 1) {
    const next = filled
      .replace(/\$\{([A-Za-z_]\w*)(?:(:?[-+?])([^${}]*))?\}/g, (whole, name: string, sign?: string, rest?: string) => {
        if (sign?.endsWith('-')) return values.get(name) ?? rest ?? '';
        return values.get(name) ?? (sign === undefined ? whole : `\${${name}}`);
      })
      .replace(/\$([A-Za-z_]\w*)/g, (_, name: string) => values.get(name) ?? `\${${name}}`);
    if (next === filled) break;
    filled = next;
  }
  return filled;
}
