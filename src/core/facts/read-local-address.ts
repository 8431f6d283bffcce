/** The local machine, or a host name on its network, with a port and the first segments of a path. */
const LOCAL =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|([a-z][a-z0-9_-]{1,40})):(\d{4,5})(?![\w.:@-])((?:\/[\w.-]{1,30}){0,2})/iy;

/** Host names of an application's own services. */
const OWN_SERVICE =
  /[_-](?:api|app|backend|engine|frontend|gateway|handler|management|manager|processor|server|service|svc|worker)$/i;

/**
 * The port and the start of the path of a local URL whose authority starts at `from`: `11434/api/chat` of
 * `http://localhost:11434/api/chat`. A rule may identify the service by its port. Null for other hosts and for the
 * application's own services.
 */
export function readLocalAddress(text: string, from: number): string | null {
  LOCAL.lastIndex = from;
  const found = LOCAL.exec(text);
  return found === null || OWN_SERVICE.test(found[1] ?? '') ? null : `${found[2]}${found[3]}`;
}
