import { isSecretName } from '../../judge/state/names.ts';
import { quote } from '../spelling.ts';
import type { Curly } from './curly.ts';

/**
 * A constant of an enumeration that is named for how a check went, as its word: `Outcome.GENUINE`, `SignatureStatus.Valid`. Null
 * for what else is taken out of a type.
 */
export function outcomeWord(curly: Curly, owner: string, name: string): string | null {
  if (!/^[A-Z]\w{0,60}$/.test(owner) || !/^[A-Z]\w*$/.test(name) || isSecretName(name)) return null;
  const isOutcome = OUTCOME.test(owner) || (RESULT.test(owner) && enumerationsOf(curly).has(owner));
  return isOutcome ? quote(name) : null;
}

const OUTCOME = /(?:Outcome|Verdict|(?:Verif|Valid|Signature|Check)\w{0,30}(?:Status|State))$/;
/** A class of such a name makes objects. */
const RESULT = /(?:Verif|Valid|Signature|Check)\w{0,30}$/;

/** The names of the enumerations of a file. */
function enumerationsOf(curly: Curly): ReadonlySet<string> {
  const names = ENUMERATIONS.get(curly) ?? new Set([...curly.text.matchAll(ENUMERATION)].map(([, name = '']) => name));
  ENUMERATIONS.set(curly, names);
  return names;
}

const ENUMERATION = /\benum (\w{1,61})/g;
const ENUMERATIONS = new WeakMap<Curly, ReadonlySet<string>>();
