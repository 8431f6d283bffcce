import { entriesOf, valueAt } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

// https://firebase.google.com/docs/cli
const PRODUCTS = new Set([
  'hosting',
  'functions',
  'firestore',
  'storage',
  'database',
  'auth',
  'remoteconfig',
  'extensions',
  'apphosting',
  'dataconnect',
  'pubsub',
]);

/**
 * Products that a `firebase.json` configures or emulates, as `firebase:hosting` and so on, each at its first
 * occurrence.
 */
export function readFirebaseJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    const seen = new Set<string>();
    for (const home of [root, valueAt(root, 'emulators')]) {
      for (const [name, { at }] of entriesOf(home)) {
        if (!PRODUCTS.has(name) || seen.has(name)) continue;
        seen.add(name);
        list.add(at, { kind: 'resource', type: `firebase:${name}` });
      }
    }
  });
}
