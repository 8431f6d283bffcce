import { textOf, valueAt } from '../../parse/data-node.ts';
import type { ParsedDocument } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { findInterpolations } from '../find-interpolations.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { makePieceFinder, walkScalars } from '../walk-scalars.ts';

/** Variables that the commands of a `railway.toml` read: https://docs.railway.com/reference/config-as-code */
export function readRailwayToml(text: string): ManifestFacts {
  return readRailway(parseToml(text));
}

/** The same for a `railway.json`. */
export function readRailwayJson(text: string): ManifestFacts {
  return readRailway(parseJson(text));
}

function readRailway(document: ParsedDocument): ManifestFacts {
  return readDocument(document, (list, root) => {
    for (const home of [valueAt(root, 'build'), valueAt(root, 'deploy')]) {
      walkScalars(home, (scalar, key) => {
        if (!/command$/i.test(key ?? '') || textOf(scalar) === null) return;
        const findPiece = makePieceFinder(document.text, scalar);
        for (const { name, optional } of findInterpolations(scalar.text)) {
          const at = findPiece(name);
          if (name !== 'PORT') list.add(at, { kind: 'env', name, access: 'read', value: null, optional });
        }
      });
    }
  });
}
