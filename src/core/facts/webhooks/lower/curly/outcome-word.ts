import { isSecretName } from '../../judge/state/names.ts';
import { quote } from '../spelling.ts';
import type { Curly } from './curly.ts';

/**
 * The word of an enumeration constant that names the outcome of a check: `Outcome.GENUINE`, `SignatureStatus.Valid`.
 * Null for any other member of a type.
 */
export function outcomeWord(curly: Curly, owner: string, name: string): string | null {
  if (!/^[A-Z]\w{0,60}$/.test(owner) || !/^[A-Z]\w*$/.test(name) || isSecretName(name)) return null;
  const isOutcome = OUTCOME.test(owner) || (RESULT.test(owner) && enumerationsOf(curly).has(owner));
  return isOutcome ? quote(name) : null;
}

const OUTCOME = /(?:Outcome|Verdict|(?:Verif|Valid|Signature|Check)\w{0,30}(?:Status|State))$/;
/** These names count only for enumerations of the file, as classes bear them, too. */
const RESULT = /(?:Verif|Valid|Signature|Check)\w{0,30}$/;

/** The names of the enumerations of a file. */
function enumerationsOf(curly: Curly): ReadonlySet<string> {
  const names = ENUMERATIONS.get(curly) ?? new Set([...curly.text.matchAll(ENUMERATION)].map(([, name = '']) => name));
  ENUMERATIONS.set(curly, names);
  return names;
}

const ENUMERATION = /\benum (\w{1,61})/g;
const ENUMERATIONS = new WeakMap<Curly, ReadonlySet<string>>();
