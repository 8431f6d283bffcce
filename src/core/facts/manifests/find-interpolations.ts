/** A variable that a Compose file or a Dockerfile takes in: `$NAME`, `${NAME}`, `${NAME:-default}`. */
export type Interpolation = { name: string; index: number; optional: boolean };

const VARIABLE = /\$\$|\$\{([A-Za-z_]\w*)(:?[-+])?|\$([A-Za-z_]\w*)/g;

/** All variables of a text, nested ones too; `$$` is a written dollar. Optional are those with a default. */
export function findInterpolations(text: string): Interpolation[] {
  const found: Interpolation[] = [];
  if (!text.includes('$')) return found;
  for (const match of text.matchAll(VARIABLE)) {
    const name = match[1] ?? match[3];
    if (name !== undefined) found.push({ name, index: match.index, optional: match[2] !== undefined });
  }
  return found;
}

/** Nested defaults that are followed: `${A:-${B:-x}}` is two. */
const MAX_NESTED_DEFAULTS = 3;

/** Puts in what is known: values by name, else written defaults. The rest stays as `${NAME}`. */
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
