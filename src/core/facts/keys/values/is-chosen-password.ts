import { longestRise } from './randomness.ts';

/**
 * Words that passwords of sample, seed and test accounts consist of: roles, states, moods and seasons, in English and a
 * few other languages. A password meant to protect an account uses the name of a company, a child or a town.
 */
const ORDINARY = new Set(
  (
    'admin administrator root super superadmin superuser user username owner manager staff employee worker member team moderator mod ' +
    'editor author viewer reader writer guest client customer vendor supplier seller buyer merchant driver rider courier doctor patient ' +
    'nurse student teacher parent tutor school player agent operator supervisor volunteer candidate recruiter company tenant landlord ' +
    'host partner affiliate provider organizer instructor coach trainer trainee cashier chef waiter pharmacist lawyer accountant analyst ' +
    'auditor approver reviewer support sales marketing finance reception receptionist technician engineer developer ' +
    'service system server database data db mysql postgres postgresql mongo redis kafka grafana api app application web website mobile ' +
    'login signin account access auth portal dashboard platform project cloud docker kube ' +
    'welcome hello hi free try strong stronger secure secured secret super safe safer complex complicated simple easy long short great good best better ' +
    'change changed changeme new newer old older reset updated update reactivated activated initial temp temporary default valid invalid ' +
    'wrong right correct another other different same some any my your our this the is it first second third concurrent concurrently ' +
    'example sample samples test tester tests testing demo dev develop development prod production local localhost staging stage live ' +
    'integration mock dummy fake foo bar baz acme contoso fabrikam northwind ' +
    'qwerty asdf abc letmein iloveyou dragon monkey football baseball sunshine princess master shadow trust spring summer autumn fall ' +
    'winter january february march april may june july august september october november december monday friday sunday ' +
    'correct horse battery staple pass password passcode passphrase pwd pw key token code pin open please enter here create generate random ' +
    'forte segura seguro senha clave contrasena usuario cliente prueba teste administrador gerente vendedor motorista ' +
    'mot passe motdepasse utilisateur passwort kennwort geheim benutzer parola sifre sandi rahasia kata'
  ).split(' '),
);

/**
 * Whether a password made of a word and a number protects a real account, as `Wexford@2019` does and `Customer@2019`
 * does not: no ordinary words, a symbol, and a number that is not a counting sequence.
 *
 * @param value a password with several kinds of characters.
 */
export function isChosenPassword(value: string): boolean {
  if (!/\d/.test(value) || !/[^A-Za-z0-9._-]/.test(value)) return false;
  if (value.split(/\D+/).some((digits) => digits.length >= 3 && longestRise(digits) === digits.length)) return false;
  const words = value.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return words.length <= MOST_WORDS && words.every((word) => !ORDINARY.has(word.toLowerCase()));
}

/** More words than this form a sentence. */
const MOST_WORDS = 3;
