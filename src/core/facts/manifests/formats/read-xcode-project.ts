import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseSwiftUrl } from '../references/parse-swift-url.ts';
import { readText } from './read-document.ts';

const REPOSITORY = /\brepositoryURL = "([^"\n]{1,300})";/g;
const VERSION = /\b(?:minimumVersion|version|branch|revision) = "?([\w.-]{1,100})"?;/;
const PRODUCT = /\bproductName = "?([\w.-]{1,100})"?;/;

/**
 * Swift packages of an Xcode project (`project.pbxproj`), where applications list them instead of in a `Package.swift`:
 * packages by repository, and the products used from them by name.
 */
export function readXcodeProject(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    for (const match of source.matchAll(REPOSITORY)) {
      const name = parseSwiftUrl(match[1] ?? '');
      if (name === null) continue;
      const end = match.index + match[0].length;
      const version = cleanVersion(VERSION.exec(source.slice(end, end + 300))?.[1] ?? null);
      const at = match.index + match[0].indexOf('"') + 1;
      list.add(at, { kind: 'package', ecosystem: 'swift', name, version, scope: 'runtime' });
    }
    for (const section of source.matchAll(/isa = XCSwiftPackageProductDependency;/g)) {
      const match = PRODUCT.exec(source.slice(section.index, section.index + 400));
      if (match === null) continue;
      const at = section.index + match.index + match[0].lastIndexOf(match[1] ?? '');
      list.add(at, { kind: 'package', ecosystem: 'swift', name: match[1] ?? '', version: null, scope: 'runtime' });
    }
  });
}
