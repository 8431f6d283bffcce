/** True for a possible name of an environment variable, in any case, since Windows and some shells allow lower case. */
export function isEnvName(name: string): boolean {
  return name.length <= 128 && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
