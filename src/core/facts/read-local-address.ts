/** One's own machine, or a name of its network, with a port and the first parts of a path. */
const LOCAL =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|([a-z][a-z0-9_-]{1,40})):(\d{4,5})(?![\w.:@-])((?:\/[\w.-]{1,30}){0,2})/iy;

/** What the application's own services are called in its network. */
const OWN_SERVICE =
  /[_-](?:api|app|backend|engine|frontend|gateway|handler|management|manager|processor|server|service|svc|worker)$/i;

/**
 * The port, and the start of the path, of an address of the own machine or network whose authority starts at `from`:
 * `11434/api/chat` of `http://localhost:11434/api/chat`. The port tells who listens where a rule says so. Null for other hosts
 * and for the application's own services.
 */
export function readLocalAddress(text: string, from: number): string | null {
  LOCAL.lastIndex = from;
  const found = LOCAL.exec(text);
  return found === null || OWN_SERVICE.test(found[1] ?? '') ? null : `${found[2]}${found[3]}`;
}
