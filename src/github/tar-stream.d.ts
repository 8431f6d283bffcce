// The used part of `tar-stream`; the package has no types.
declare module 'tar-stream' {
  import type { Readable, Writable } from 'node:stream';

  export type Header = { name: string; size?: number; type?: string | null; linkname?: string | null };
  export type Entry = Readable & { header: Header };
  export type Extract = Writable & AsyncIterable<Entry>;
  export type Pack = Readable & {
    entry(header: Header, content?: string | Uint8Array): unknown;
    finalize(): void;
  };

  export function extract(): Extract;
  export function pack(): Pack;
}
