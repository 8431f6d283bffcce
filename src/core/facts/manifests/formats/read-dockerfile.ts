import { addDeclaration } from '../add-declarations.ts';
import { findCommandFacts } from '../scripts/find-command-facts.ts';
import { fillDefaults } from '../find-interpolations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseImageReference } from '../references/parse-image-reference.ts';
import { findDockerInstructions } from '../find-docker-instructions.ts';
import type { DockerInstruction } from '../find-docker-instructions.ts';
import { readText } from './read-document.ts';

/** `stages` holds the names of earlier stages, `args` the defaults of each `ARG` before the first `FROM`. */
type State = { list: SignalList; stages: Set<string>; args: Map<string, string> };

/**
 * Base images (except the file's own stages), images in `COPY --from`, variables of `ENV` and `ARG`, and what `RUN`
 * commands reveal.
 */
export function readDockerfile(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const state: State = { list, stages: new Set(['scratch']), args: new Map() };
    let fromSeen = false;
    for (const instruction of findDockerInstructions(source)) {
      if (instruction.name === 'FROM') {
        fromSeen = true;
        addFrom(state, instruction);
      } else if (instruction.name === 'COPY') addCopy(state, instruction);
      else if (instruction.name === 'ARG') addArgs(state, instruction, !fromSeen);
      else if (instruction.name === 'ENV') addEnv(state, instruction);
      else if (instruction.name === 'RUN') addRun(list, source, instruction);
    }
  });
}

/** `FROM [--platform=x] image [AS stage]` */
function addFrom(state: State, { words }: DockerInstruction): void {
  const [image, as, stage] = words.filter((word) => !word.text.startsWith('--'));
  if (image !== undefined) addImage(state, image.text, image.at);
  if (as?.text.toLowerCase() === 'as' && stage !== undefined) state.stages.add(stage.text.toLowerCase());
}

function addCopy(state: State, { words }: DockerInstruction): void {
  const from = words.find((word) => word.text.startsWith('--from='));
  const source = from?.text.slice('--from='.length) ?? '';
  if (from !== undefined && !/^\d+$/.test(source)) addImage(state, source, from.at + '--from='.length);
}

function addImage(state: State, text: string, at: number): void {
  if (state.stages.has(text.toLowerCase())) return;
  const found = parseImageReference(fillDefaults(text, state.args));
  if (found !== null && !state.stages.has(found.image)) state.list.add(at, { kind: 'image', ...found });
}

function addArgs(state: State, { words }: DockerInstruction, global: boolean): void {
  for (const word of words) {
    const { name, value } = splitPair(word.text);
    if (global && value !== '') state.args.set(name, value);
    addDeclaration(state.list, name, word.at, value);
  }
}

/** `ENV a=1 b=2`, or the legacy form `ENV a the rest`. */
function addEnv(state: State, { words }: DockerInstruction): void {
  const [first, ...rest] = words;
  if (first === undefined) return;
  if (!first.text.includes('='))
    return addDeclaration(state.list, first.text, first.at, rest.map((word) => word.text).join(' '));
  for (const word of words) {
    const { name, value } = splitPair(word.text);
    addDeclaration(state.list, name, word.at, value);
  }
}

/** Packages installed into the image are in scope `runtime`. */
function addRun(list: SignalList, source: string, { words }: DockerInstruction): void {
  const start = words.find((word) => !word.text.startsWith('--'))?.at ?? 0;
  const last = words.at(-1);
  if (last === undefined) return;
  for (const { at, fact } of findCommandFacts(source.slice(start, last.at + last.text.length), 'runtime'))
    list.add(start + at, fact);
}

function splitPair(text: string): { name: string; value: string } {
  const equals = text.indexOf('=');
  if (equals === -1) return { name: text, value: '' };
  return { name: text.slice(0, equals), value: text.slice(equals + 1).replace(/^["']|["']$/g, '') };
}
