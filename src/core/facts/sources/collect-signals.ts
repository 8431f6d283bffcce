import type { EnvSignal, HostSignal, Language, Signal } from '../../types.ts';
import { makeLinePositions } from '../line-positions.ts';
import type { SignalFact } from '../manifests/make-signal-list.ts';

/** Positions that are kept per fact and file. Further ones add no information. */
export const PLACES_PER_FACT = 20;

/** Signals that are kept per kind and file. Only generated files and attacks reach this. */
export const SIGNALS_PER_KIND = 5_000;

/** How a host is written and used. */
export type HostUse = Pick<HostSignal, 'bare' | 'requested'>;

/** Collects facts with their offsets, in any order. */
export type SignalCollector = {
  addImport(offset: number, module: string): void;
  addEnv(offset: number, name: string, optional: boolean): void;
  /** Adds a variable that the text itself sets. */
  addDeclaration(offset: number, name: string, value: EnvSignal['value']): void;
  addHost(offset: number, host: string, path: string, how?: HostUse): void;
  addCode(offset: number, text: string): void;
  addResource(offset: number, type: string): void;
  /** Adds any other fact. */
  add(offset: number, fact: SignalFact): void;
  /** All signals with their positions, in text order. */
  signals(): Signal[];
};

/** Makes a collector for one text. It enforces the limits, so that the finders need not. */
export function makeSignalCollector(text: string, language: Language): SignalCollector {
  const found: { offset: number; fact: SignalFact }[] = [];
  const places = new Map<string, number>();
  const perKind = { import: 0, env: 0, host: 0, code: 0, resource: 0, package: 0, image: 0, action: 0 };
  /** Offsets of env reads, because several finders may report the same one. */
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
      if (isWanted(fact.kind, JSON.stringify(fact))) found.push({ offset, fact: detached(fact) });
    },
    signals() {
      const position = makeLinePositions(text);
      // oxlint-disable-next-line unicorn/no-array-sort -- the array is ours
      found.sort((one, other) => one.offset - other.offset);
      return found.map(({ offset, fact }) => Object.assign(fact, position(offset)));
    },
  };
}

/** A copy of a fact, whose strings are copies too. */
function detached(fact: SignalFact): SignalFact {
  const copy = { ...fact };
  for (const [name, held] of Object.entries(copy))
    if (typeof held === 'string') Object.assign(copy, { [name]: detach(held) });
  return copy;
}

/** Copies a string: a slice would keep the whole text alive for as long as the facts are cached. */
function detach(slice: string): string {
  return ` ${slice}`.slice(1);
}
