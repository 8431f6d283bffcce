import type { SignalCollector } from './collect-signals.ts';
import { forEachLiteral, type Scan } from './scan/scan.ts';

/** An image with a tag that cannot be a port: `traefik:v3.6.8`, `redis:8-alpine`, `ghcr.io/acme/shop:latest`. */
const IMAGE =
  /^((?:[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4}\/)?[a-z][a-z0-9_-]{1,60}(?:\/[a-z0-9][a-z0-9._-]{1,60}){0,3}):(v?\d{1,4}(?:\.\d{1,6}){1,3}(?:-[\w.]{1,40}){0,4}|v?\d{1,4}(?:-[a-z][\w.]{1,40}){1,4}|v\d{1,4}|latest)$/;
const SHORTEST = 6;
const LONGEST = 200;

/** Finds container images that are a whole literal, as in code that sets up infrastructure. */
export function findImages(scan: Scan, collector: SignalCollector): void {
  forEachLiteral(scan, SHORTEST, LONGEST, (start, end) => {
    const value = scan.text.slice(start, end);
    const colon = value.lastIndexOf(':');
    if (colon < 2 || colon === value.length - 1) return;
    const [, image, tag] = IMAGE.exec(value) ?? [];
    if (image !== undefined && tag !== undefined) collector.add(start, { kind: 'image', image, tag });
  });
}
