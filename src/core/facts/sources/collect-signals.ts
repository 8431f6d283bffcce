import type { EnvSignal, HostSignal, Language, Signal } from '../../types.ts';
import { makeLinePositions } from '../line-positions.ts';
import type { SignalFact } from '../manifests/make-signal-list.ts';

/** More places of one and the same fact in a file tell nobody more; the first ones are kept. */
export const PLACES_PER_FACT = 20;

/** Signals of one kind that a file may give. Generated files and attacks come here, hand-written ones never do. */
export const SIGNALS_PER_KIND = 5_000;

/** How a host is written, and what is done with it. */
export type HostUse = Pick<HostSignal, 'bare' | 'requested'>;

/** Takes facts with their offsets, in any order. */
export type SignalCollector = {
  addImport(offset: number, module: string): void;
  addEnv(offset: number, name: string, optional: boolean): void;
  /** A variable that the text itself gives a value to. */
  addDeclaration(offset: number, name: string, value: EnvSignal['value']): void;
  addHost(offset: number, host: string, path: string, how?: HostUse): void;
  addCode(offset: number, text: string): void;
  addResource(offset: number, type: string): void;
  /** Any other fact; its texts are the caller's own. */
  add(offset: number, fact: SignalFact): void;
  /** All signals with their positions, in the order of the text. */
  signals(): Signal[];
};

/** Makes a collector for one text; it holds the limits, so that the finders need not. */
export function makeSignalCollector(text: string, language: Language): SignalCollector {
  const found: { offset: number; fact: SignalFact }[] = [];
  const places = new Map<string, number>();
  const perKind = { import: 0, env: 0, host: 0, code: 0, resource: 0, package: 0, image: 0, action: 0 };
  /** Where a variable was read: several finders may see one and the same read. */
  const reads = new Set<number>();

  function isWanted(kind: keyof typeof perKind, name: string): boolean {
    if (perKind[kind] >= SIGNALS_PER_KIND) return false;
    const key = `${kind} ${name}`;
    const count = (places.get(key) ?? 0) + 1;
    if (count > PLACES_PER_FACT) return false;
    places.set(key, count);
    perKind[kind]++;
    return true;
  }

  return {
    addImport(offset, module) {
      if (isWanted('import', module))
        found.push({ offset, fact: { kind: 'import', language, module: detach(module) } });
    },
    addEnv(offset, name, optional) {
      if (reads.has(offset) || !isWanted('env', name)) return;
      reads.add(offset);
      found.push({ offset, fact: { kind: 'env', name: detach(name), access: 'read', value: null, optional } });
    },
    addDeclaration(offset, name, value) {
      if (!isWanted('env', `= ${name}`)) return;
      found.push({ offset, fact: { kind: 'env', name: detach(name), access: 'declared', value, optional: false } });
    },
    addHost(offset, host, path, how = {}) {
      if (!isWanted('host', host + path)) return;
      found.push({ offset, fact: { kind: 'host', host: detach(host), path: detach(path), ...how } });
    },
    addCode(offset, codeText) {
      if (isWanted('code', codeText)) found.push({ offset, fact: { kind: 'code', text: codeText } });
    },
    addResource(offset, type) {
      if (isWanted('resource', type)) found.push({ offset, fact: { kind: 'resource', type: detach(type) } });
    },
    add(offset, fact) {
      if (isWanted(fact.kind, JSON.stringify(fact))) found.push({ offset, fact });
    },
    signals() {
      const position = makeLinePositions(text);
      // oxlint-disable-next-line unicorn/no-array-sort -- the array is ours
      found.sort((one, other) => one.offset - other.offset);
      return found.map(({ offset, fact }) => Object.assign(fact, position(offset)));
    },
  };
}

/** A copy that stands alone: a slice would keep the whole text alive for as long as the facts are cached. */
function detach(slice: string): string {
  return ` ${slice}`.slice(1);
}
