import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/** What an Android app declares: permissions, settings, intents, packages that it asks for. */
const ANDROID_NAME = /\bandroid:name\s?=\s?"([\w.]{4,150})"/g;
/** Keys of a property list. */
const PLIST_KEY = /<key>([\w.-]{4,150})<\/key>/g;

/** Entries of `AndroidManifest.xml` that belong to others than the app: names with a dot in front of a company's. */
export function readAndroidManifest(text: string): ManifestFacts {
  return readNames(text, ANDROID_NAME);
}

/** Keys of `Info.plist` and of entitlements: what an Apple platform lets the app do, and what SDKs are set up with. */
export function readPropertyList(text: string): ManifestFacts {
  return readNames(text, PLIST_KEY);
}

function readNames(text: string, pattern: RegExp): ManifestFacts {
  return readText(text, (list, source) => {
    for (const match of source.matchAll(pattern)) {
      const name = match[1] ?? '';
      list.add(match.index + match[0].indexOf(name), { kind: 'resource', type: `manifest:${name}` });
    }
  });
}
