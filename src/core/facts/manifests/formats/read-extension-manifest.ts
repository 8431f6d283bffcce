import { parseJson } from '../../parse/parse-json.ts';
import { addMatchPatterns } from '../add-match-patterns.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** Tells a browser extension from a web application, a bundler or a game add-on, which have a `manifest.json` too. */
export function looksLikeExtension(text: string): boolean {
  return text.includes('"manifest_version"');
}

/** The sites that a browser extension works on, from its `manifest.json` (version 2 or 3). */
export function readExtensionManifest(text: string): ManifestFacts {
  return readDocument(parseJson(text), addMatchPatterns);
}
