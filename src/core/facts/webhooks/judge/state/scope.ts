import { joinValues } from './join-values.ts';
import { FALSE, onPath } from './value.ts';
import type { Knowledge, Value } from './value.ts';

/**
 * The variables of one path. Paths fork at every condition and most of them write nothing, so a copy shares its map
 * with the original until one of the two is written to (copy-on-write).
 */
export class Scope {
  #held: Map<string, Value>;
  #isShared = false;

  constructor(held = new Map<string, Value>()) {
    this.#held = held;
  }

  get size(): number {
    return this.#held.size;
  }

  get(name: string): Value | undefined {
    return this.#held.get(name);
  }

  set(name: string, value: Value): void {
    if (this.#isShared) {
      this.#held = new Map(this.#held);
      this.#isShared = false;
    }
    this.#held.set(name, value);
  }

  entries(): Iterable<[string, Value]> {
    return this.#held;
  }

  copy(): Scope {
    const copy = new Scope(this.#held);
    this.#isShared = copy.#isShared = true;
    return copy;
  }

  /** The variables after two paths meet, given what is known on each. */
  join(known: Knowledge, other: Scope, otherKnown: Knowledge): Scope {
    const joined = this.copy();
    if (this.#held === other.#held) return joined;
    // A variable set on only one path counts as falsy on the other: `event` in Ruby and Python, whose verifier has
    // thrown.
    for (const [name, right] of other.#held) {
      const left = this.#held.get(name) ?? FALSE;
      if (left !== right) joined.set(name, joinValues(onPath(left, known), onPath(right, otherKnown)));
    }
    for (const [name, left] of this.#held)
      if (other.#held.get(name) === undefined)
        joined.set(name, joinValues(onPath(left, known), onPath(FALSE, otherKnown)));
    return joined;
  }
}
