import type { Signal } from '../types.ts';

/**
 * The value shown for evidence: the package, the variable, the host. Of a URL's path, only the part in the rule is
 * shown, because URLs of bots and incoming webhooks contain their key in the rest.
 */
export function valueOf(signal: Signal, detector: string): string {
  switch (signal.kind) {
    case 'package':
    case 'env':
      return signal.name;
    case 'import':
      return signal.module;
    case 'host':
      return detector.includes('/') ? signal.host + detector.slice(detector.indexOf('/')) : signal.host;
    case 'image':
      return signal.image;
    case 'action':
      return signal.action;
    case 'resource':
      return signal.type.startsWith('local:') ? detector : signal.type;
    case 'code':
      return signal.text;
  }
}

/** The detail shown for evidence: a version, a language, whether a variable is read. */
export function detailOf(signal: Signal): string | null {
  switch (signal.kind) {
    case 'package':
      return [signal.ecosystem, signal.version].filter(Boolean).join(' ');
    case 'import':
      return signal.language;
    case 'env':
      return signal.access;
    case 'image':
      return signal.tag;
    case 'action':
      return signal.ref;
    default:
      return null;
  }
}

/** True if the signal is only for development. */
export function isDevelopment(signal: Signal): boolean {
  return signal.kind === 'package' && (signal.scope === 'development' || signal.scope === 'build');
}
