import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { findInterpolations } from '../find-interpolations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { makePieceFinder, walkScalars } from '../walk-scalars.ts';

/**
 * Variables of an `amplify.yml` (https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html):
 * those it declares, and those its commands read, except Amplify's and the shell's own.
 */
export function readAmplify(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    for (const home of [root, ...itemsOf(valueAt(root, 'applications'))]) {
      addDeclarations(list, valueAt(home, 'env', 'variables'));
      for (const part of ['backend', 'frontend', 'test']) addReads(list, document, valueAt(home, part, 'phases'));
    }
  });
}

function addReads(list: SignalList, document: ParsedDocument, phases: DataNode | undefined): void {
  walkScalars(phases, (scalar) => {
    if (textOf(scalar) === null) return;
    const findPiece = makePieceFinder(document.text, scalar);
    for (const { name, optional } of findInterpolations(scalar.text)) {
      const at = findPiece(name);
      if (/^[A-Z][A-Z0-9_]+$/.test(name) && !OWN.test(name))
        list.add(at, { kind: 'env', name, access: 'read', value: null, optional });
    }
  });
}

const OWN = /^(?:AWS_(?:APP_ID|BRANCH|COMMIT_ID|JOB_ID|CLONE_URL|PULL_REQUEST_\w+)|HOME|PATH|PWD|CODEBUILD_\w+|_\w*)$/;
