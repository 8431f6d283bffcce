import { inputNamed } from '../state/names.ts';
import type { Run } from '../state/run.ts';
import { BODY, CHOSEN, CLAIMED, INPUT, SIGNATURE, TOKEN, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// The query string of the request: input beside the body, or in place of it where a provider calls by `GET`.

/** The whole query. */
export function queryOf(run: Run, chain: readonly string[]): Value {
  run.readsBody ||= run.inQuery;
  return value({ from: (run.inQuery ? INPUT | BODY : INPUT) | CLAIMED, chain });
}

/** A query parameter by name: a proof, or a part of the event. */
export function queryRead(run: Run, name: string, chain: readonly string[]): Value {
  const named = inputNamed(name, chain);
  if (!run.inQuery || named.from & (SIGNATURE | TOKEN)) return named;
  run.readsBody = true;
  return { ...named, from: (named.from & ~CHOSEN) | BODY };
}
