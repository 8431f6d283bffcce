/**
 * The method of the request in the common language: webhooks are posted; a `GET` branch usually answers a provider's
 * handshake.
 */
export const METHOD = 'request.method';

/**
 * `http.MethodGet`, `fiber.MethodPost`, `Method::GET`, `HttpMethod.GET`, `Request::METHOD_GET`; null for other members.
 */
export function methodConstant(owner: string, name: string): string | null {
  const said = /(?:^|[.:])(?:Http)?Methods?$/.test(owner)
    ? name
    : /^(?:http|fiber|echo|fasthttp|Request|\w{1,40}\.Request)$/.test(owner)
      ? /^(?:Method|METHOD_|method)(\w+)$/.exec(name)?.[1]
      : undefined;
  return said !== undefined && VERB.test(said) ? `'${said.toUpperCase()}'` : null;
}

const VERB = /^(?:get|head|post|put|patch|delete|options)$/i;
