// Values with their positions, as offsets into the text; `to` is exclusive.

export type Range = { from: number; to: number };

/** `index` is a list item's position in the file, which stays the same when earlier items are dropped. */
type Item = { index?: number };

export type LocatedMap = Range & Item & { kind: 'map'; entries: Map<string, { key: Range; value: Located }> };
export type LocatedList = Range & Item & { kind: 'list'; items: Located[] };
export type LocatedScalar = Range & Item & { kind: 'scalar'; value: string | number | boolean | null };
export type Located = LocatedMap | LocatedList | LocatedScalar;

export type ValuePath = readonly PropertyKey[];

/**
 * The plain value, for validation. Objects have no prototype, so `__proto__` and the like are ordinary keys.
 * Recursion is bounded by the depth limit of `readYaml`.
 */
export function plainValue(located: Located): unknown {
  if (located.kind === 'scalar') return located.value;
  if (located.kind === 'list') return located.items.map(plainValue);
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, { value }] of located.entries) object[key] = plainValue(value);
  return object;
}

/** The value at a path, or the deepest one along it that exists. */
export function locate(root: Located, path: ValuePath): Located {
  let here = root;
  for (const step of path) {
    const next = child(here, step);
    if (next === undefined) break;
    here = next;
  }
  return here;
}

/** The position of the key at the end of a path; for list items and missing keys, that of the value from `locate`. */
export function locateKey(root: Located, path: ValuePath): Range {
  const parent = locate(root, path.slice(0, -1));
  const key = parent.kind === 'map' ? parent.entries.get(String(path.at(-1)))?.key : undefined;
  return key ?? locate(root, path);
}

/** A path as the file writes it: `providers.approved[0].review-by`. */
export function pathText(path: ValuePath, root: Located): string {
  let text = '';
  for (const [i, step] of path.entries()) {
    if (typeof step === 'number') text += `[${locate(root, path.slice(0, i + 1)).index ?? step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text;
}

function child(located: Located, step: PropertyKey): Located | undefined {
  if (located.kind === 'map') return located.entries.get(String(step))?.value;
  return located.kind === 'list' ? located.items[Number(step)] : undefined;
}
