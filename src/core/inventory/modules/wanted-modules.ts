import type { Facts } from '../../types.ts';
import { ONLY_ROUTER } from '../../webhook-types.ts';
import type { Delegation, WebhookFact } from '../../webhook-types.ts';
import { isVerifier } from '../webhooks/named-for.ts';
import type { ResolveModule } from './resolve-module.ts';
import { LOWERED_SOURCE } from './source-files.ts';

/** The paths whose facts decide about the webhooks, delegating exports and re-exports of a file; each once. */
export function wantedModules(
  facts: Pick<Facts, 'webhooks' | 'exports'>,
  path: string,
  resolve: ResolveModule,
): string[] {
  const modules = [
    ...facts.webhooks.flatMap((fact) => [
      ...fact.delegations,
      ...(fact.digests ?? []),
      ...(fact.handledBy && !isIdle(fact) ? [fact.handledBy] : []),
    ]),
    ...facts.exports.flatMap(({ delegations = [], digests = [], reexport, gives = [], spread = [] }) => [
      ...delegations,
      ...digests,
      ...(reexport ? [reexport] : []),
      ...gives,
      ...spread,
    ]),
  ].map((each) => each.module);
  const wanted = new Set<string>();
  for (const module of new Set(modules)) for (const found of resolve.all(path, module)) wanted.add(found);
  return [...wanted];
}

/**
 * Those among them of which a function is called that is named for verifying, or gets the signature; and of JavaScript those that
 * give out the object of which a method gets the request, or what this object is put together of.
 */
export const wantedVerifiers = (
  { webhooks, exports }: Pick<Facts, 'webhooks' | 'exports'>,
  path: string,
  resolve: ResolveModule,
): string[] =>
  [
    ...[...webhooks, ...exports]
      .flatMap(({ delegations = [] }) => delegations)
      .filter((each) => each.signed === true || isVerifier(each) || (isOfJavaScript(path) && isOfObject(each))),
    ...exports.flatMap(({ gives = [], spread = [] }) => (isOfJavaScript(path) ? [...gives, ...spread] : [])),
  ].flatMap(({ module }) => resolve.all(path, module));

const isOfJavaScript = (path: string): boolean => !LOWERED_SOURCE.test(path);

const isOfObject = ({ member, weak }: Delegation): boolean => member !== undefined && weak !== true;

/** A mount that nothing stands before matters where the file that it leads to is read for its handlers anyway. */
export const isIdle = ({ handledBy, verification }: WebhookFact): boolean =>
  handledBy?.name === ONLY_ROUTER && verification === 'unverified';
