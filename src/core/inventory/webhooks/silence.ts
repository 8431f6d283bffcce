import { knowsCaller } from '../../facts/webhooks/judge/state/names.ts';
import { isBaseController } from '../../facts/webhooks/lower/is-lowered-candidate.ts';
import type { Facts } from '../../types.ts';
import type { Delegation } from '../../webhook-types.ts';
import { letsIn, LOOKS_UP, MAKES, VERIFIES } from './named-for.ts';
import { LISTS_ALL, type Settled } from './world.ts';

// Draws conclusions from a function's absence from the facts of its file.

type Called = Pick<Delegation, 'name' | 'member' | 'deep'>;

export const NOTHING_CHECKED: Settled = {
  verdict: { verification: 'unverified', why: 'no-verification' },
  verifiedIn: null,
};

/** That the function checks nothing; null if its absence is no evidence. */
export function readSilence(path: string, facts: Facts, to: Called): Settled | null {
  const says = LISTS_ALL.test(path) ? hasNothing(facts, to) : !(to.deep || isUnread(facts, to));
  return says && !isMadeElsewhere(to) ? NOTHING_CHECKED : null;
}

/**
 * Whether a class has no filters. A Rails class or Django view without filters does not list `__filters` or `dispatch`.
 * A file named for a base controller is read whatever words it contains, and a view helper without exports has no
 * filters.
 */
export const lacksFilters = (path: string, facts: Facts, { name, member = '' }: Called): boolean =>
  STANDS_BEFORE.test(member) &&
  (isBaseController(path) ||
    (OF_PAGES.test(path) && facts.exports.length === 0) ||
    facts.exports.some((each) => each.name.startsWith(`${name}#`)));

const OF_PAGES = /(?:^|\/)app\/helpers\/(?:\w{1,80}\/)*\w{1,80}_helper\.rb$/;

/** An `ApplicationController` that no file of the project defines: it comes with the framework, or cannot be read. */
export const isOfFramework = ({ name, member }: Called): boolean =>
  name === 'ApplicationController' && STANDS_BEFORE.test(member ?? '');

const STANDS_BEFORE = /^(?:__filters|dispatch)$/;

/** The file contains no word for verifying. A class may inherit what it lacks; a function cannot. */
const hasNothing = (facts: Facts, to: Called): boolean =>
  facts.exports.length === 0 && to.member === undefined && !VERIFIES.test(to.name) && !knowsCaller(to.name);

/**
 * A function named for admitting known callers, in a file without facts: session checks contain no word for signatures.
 */
const isUnread = (facts: Facts, to: Called): boolean =>
  facts.exports.length === 0 && (letsIn(to.member ?? to.name) || LOOKS_UP.test(to.member ?? to.name));

/** A file's silence is evidence on its functions, but not on a service that is created elsewhere. */
const isMadeElsewhere = (to: Called): boolean =>
  to.member !== undefined && (VERIFIES.test(to.member) || MAKES.test(to.name));
