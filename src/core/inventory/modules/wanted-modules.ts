import type { Facts } from '../../types.ts';
import { ONLY_ROUTER } from '../../webhook-types.ts';
import type { Delegation, WebhookFact } from '../../webhook-types.ts';
import { isVerifier } from '../webhooks/named-for.ts';
import type { ResolveModule } from './resolve-module.ts';
import { LOWERED_SOURCE } from './source-files.ts';

/** The paths whose facts affect the webhooks, delegating exports and re-exports of a file, each once. */
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
 * Of the paths of `wantedModules`, those with a called function that is named for verifying or receives the signature.
 * In JavaScript also those that export the object whose method receives the request, or the parts of such an object.
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

/**
 * True for a mount without middleware. It need not be followed: its target only matters if it is read for its handlers
 * anyway.
 */
export const isIdle = ({ handledBy, verification }: WebhookFact): boolean =>
  handledBy?.name === ONLY_ROUTER && verification === 'unverified';
