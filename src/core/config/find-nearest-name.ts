/** Longer names are not compared: nobody mistypes them, and the distance table is quadratic in the length. */
const MAX_LENGTH = 40;
/** In names this short, one edit always leads to some other name. */
const SHORT = 4;

/**
 * The name in `names` that was most likely meant; '' if none is close. Allows one edit, or one for every four letters
 * in longer names. Names of up to `SHORT` letters have to agree in the first, which nobody mistypes. Case does not
 * count, nor the choice among space, underscore and hyphen.
 */
export function findNearestName(written: string, names: Iterable<string>): string {
  if (written.length > MAX_LENGTH) return '';
  const folded = fold(written);
  const allowed = folded.length <= 1 ? 0 : Math.max(1, Math.floor(folded.length / 4));
  const isShort = folded.length <= SHORT;
  let best = '';
  let bestDistance = allowed + 1;
  for (const name of names) {
    if (Math.abs(name.length - folded.length) >= bestDistance) continue;
    const other = fold(name);
    if (isShort && other[0] !== folded[0]) continue;
    const distance = editDistance(folded, other, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[ _]/g, '-');
}

/**
 * The number of edits between two texts; a swap of neighbours counts as one. Distances of `limit` and above are not
 * told apart.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= limit) return limit;
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
