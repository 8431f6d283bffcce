const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether the value is a UUID and nothing else. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}
