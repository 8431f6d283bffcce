import type { PullRequestStory } from './pull-request-story.ts';
import { bumpVersions } from './pull-requests/bump-versions.ts';
import { sendReceiptsAgain } from './pull-requests/send-receipts-again.ts';
import { storePictures } from './pull-requests/store-pictures.ts';
import { takeCards } from './pull-requests/take-cards.ts';
import { tryMixpanel } from './pull-requests/try-mixpanel.ts';
import type { Files } from './read-shop.ts';

/** The pull requests of the demo, in the order in which they are opened. */
export function makePullRequests(shop: Files): PullRequestStory[] {
  return [takeCards(shop), storePictures(shop), bumpVersions(shop), sendReceiptsAgain(shop), tryMixpanel(shop)];
}
