import { parseJson } from '../../parse/parse-json.ts';
import { addMatchPatterns } from '../add-match-patterns.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** A `manifest.json` is also what web applications, bundlers and add-ons of games have. */
export function looksLikeExtension(text: string): boolean {
  return text.includes('"manifest_version"');
}

/** The sites that a browser extension works on, from its `manifest.json` of version 2 or 3. */
export function readExtensionManifest(text: string): ManifestFacts {
  return readDocument(parseJson(text), addMatchPatterns);
}
