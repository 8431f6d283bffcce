import { NO_VALUE } from '../spoken-secret.ts';
import { isDrawnKey } from './is-strong-password.ts';
import { looksDrawn } from './looks-drawn.ts';

/** Whether the value has signs that no run of letters and digits has. */
export function hasSigns(value: string): boolean {
  return /[%^:@!#&*,;|()?[\]{}]/.test(value);
}

/** Drawn from an alphabet of nearly all signs, and neither an address, a template, a list, an expression nor a format. */
export function isDrawnWithSigns(value: string): boolean {
  if (NO_VALUE.test(value) || /\/\/|\[[^\]]-|[a-z]-[a-z]\]|^[\w.-]{1,40}:[\w.-]{1,40}:/.test(value)) return false;
  // A template has brackets, too.
  return isDrawnKey(value.replaceAll(/[[\]{}]/g, '#')) && looksDrawn(value.replaceAll(/[^A-Za-z0-9]/g, ''));
}
