import { knowsCaller } from '../../facts/webhooks/judge/state/names.ts';
import { isBaseController } from '../../facts/webhooks/lower/is-lowered-candidate.ts';
import type { Facts } from '../../types.ts';
import type { Delegation } from '../../webhook-types.ts';
import { letsIn, LOOKS_UP, MAKES, VERIFIES } from './named-for.ts';
import { LISTS_ALL, type Settled } from './world.ts';

// What it says of a function that the facts of its file do not list it.

type Called = Pick<Delegation, 'name' | 'member' | 'deep'>;

export const NOTHING_CHECKED: Settled = {
  verdict: { verification: 'unverified', why: 'no-verification' },
  verifiedIn: null,
};

/** That it checks nothing; null where the file's silence says nothing of it. */
export function readSilence(path: string, facts: Facts, to: Called): Settled | null {
  const says = LISTS_ALL.test(path) ? hasNothing(facts, to) : !(to.deep || isUnread(facts, to));
  return says && !isMadeElsewhere(to) ? NOTHING_CHECKED : null;
}

/**
 * The filters of a Rails class that has none are not listed among its methods, nor is the `dispatch` of a view of Django; a file
 * that is named for a base of controllers is read whatever its words are, and a helper of pages of which nothing was read has none.
 */
export const lacksFilters = (path: string, facts: Facts, { name, member = '' }: Called): boolean =>
  STANDS_BEFORE.test(member) &&
  (isBaseController(path) ||
    (OF_PAGES.test(path) && facts.exports.length === 0) ||
    facts.exports.some((each) => each.name.startsWith(`${name}#`)));

const OF_PAGES = /(?:^|\/)app\/helpers\/(?:\w{1,80}\/)*\w{1,80}_helper\.rb$/;

/** What no file of the project has: an application's own base that comes with its framework, or is not there to be read. */
export const isOfFramework = ({ name, member }: Called): boolean =>
  name === 'ApplicationController' && STANDS_BEFORE.test(member ?? '');

const STANDS_BEFORE = /^(?:__filters|dispatch)$/;

/** Not one word of the file has to do with verifying. A class may inherit what it lacks, a function cannot. */
const hasNothing = (facts: Facts, to: Called): boolean =>
  facts.exports.length === 0 && to.member === undefined && !VERIFIES.test(to.name) && !knowsCaller(to.name);

/** A function that is named for letting in who is known, in a file that nothing was read from: sessions are no signatures. */
const isUnread = (facts: Facts, to: Called): boolean =>
  facts.exports.length === 0 && (letsIn(to.member ?? to.name) || LOOKS_UP.test(to.member ?? to.name));

/** A file says so about its functions, not about a service that is made elsewhere. */
const isMadeElsewhere = (to: Called): boolean =>
  to.member !== undefined && (VERIFIES.test(to.member) || MAKES.test(to.name));
