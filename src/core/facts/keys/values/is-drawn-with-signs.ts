import { NO_VALUE } from '../spoken-secret.ts';
import { isDrawnKey } from './is-strong-password.ts';
import { looksDrawn } from './looks-drawn.ts';

/** Whether the value contains symbols that no WIDE run contains. */
export function hasSigns(value: string): boolean {
  return /[%^:@!#&*,;|()?[\]{}]/.test(value);
}

/**
 * Whether the value is random over an alphabet with symbols, and not an address, a template, a list, an expression or a
 * format.
 */
export function isDrawnWithSigns(value: string): boolean {
  if (NO_VALUE.test(value) || /\/\/|\[[^\]]-|[a-z]-[a-z]\]|^[\w.-]{1,40}:[\w.-]{1,40}:/.test(value)) return false;
  // Brackets would otherwise count as marks of a template.
  return isDrawnKey(value.replaceAll(/[[\]{}]/g, '#')) && looksDrawn(value.replaceAll(/[^A-Za-z0-9]/g, ''));
}
