/** Whether a text can be the name of an environment variable; in any case, since Windows and some shells allow it. */
export function isEnvName(name: string): boolean {
  return name.length <= 128 && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
