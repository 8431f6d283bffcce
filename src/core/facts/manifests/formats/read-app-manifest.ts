import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/** The name of a declaration in an Android manifest: a permission, metadata, an intent action, a component. */
const ANDROID_NAME = /\bandroid:name\s?=\s?"([\w.]{4,150})"/g;
/** Keys of a property list. */
const PLIST_KEY = /<key>([\w.-]{4,150})<\/key>/g;

/** Every `android:name` of an `AndroidManifest.xml`, as `manifest:<name>`. */
export function readAndroidManifest(text: string): ManifestFacts {
  return readNames(text, ANDROID_NAME);
}

/**
 * Every key of an `Info.plist` or entitlements file, as `manifest:<key>`: capabilities of the app, and settings of
 * SDKs.
 */
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
