import type { Curly } from './curly.ts';
import { METHOD } from './request-method.ts';

/** What a parameter stands for by its type. */
export function roleOf(language: Curly['language'], type: string, name: string): string | null {
  const plainType = type.replace(/^[*&?\s]+|\bmut\b/g, '');
  switch (language) {
    case 'go':
      if (
        /^(?:http\.Request|gin\.Context|echo\.Context|fiber\.Ctx|fasthttp\.RequestCtx|iris\.Context|events\.(?:APIGateway\w*|LambdaFunctionURL|ALBTargetGroup)Request|context\.Context\b.*Request)$/.test(
          plainType,
        ) ||
        /^(?:\w+\.)?(?:RequestContext|Ctx)$/.test(plainType)
      )
        return 'request';
      // What a request may last, whatever it is called: `ctx` is no request in Go.
      if (plainType === 'context.Context') return 'lifetime';
      return /ResponseWriter/.test(plainType) ? 'response' : null;
    case 'php':
      // What comes next, of PSR-15.
      if (
        /(?:^|\\)(?:RequestHandler(?:Interface)?|Handler|RequestHandlerRunner)$/.test(plainType) &&
        /^(?:handler|next)$/.test(name)
      )
        return 'next';
      return /(?:Request|RequestInterface)$/.test(plainType) && !/^(?:Http|Guzzle)\\/.test(plainType)
        ? 'request'
        : null;
    case 'csharp':
      return /^(?:HttpRequest|HttpContext|HttpRequestData|APIGatewayProxyRequest)$/.test(plainType) ? 'request' : null;
    case 'java':
      return /^(?:HttpServletRequest|ServletRequest|ServerHttpRequest|ServerRequest|HttpRequest|Request|RoutingContext|Context|WebRequest)$/.test(
        plainType,
      )
        ? 'request'
        : /^(?:HttpServletResponse|ServletResponse|Response)$/.test(plainType)
          ? 'response'
          : plainType === 'FilterChain'
            ? 'next'
            : null;
    case 'rust':
      if (/^(?:\w+::)*(?:HttpRequest|Request|Parts|Request<[\s\S]*>)$/.test(plainType)) return 'request';
      if (/^(?:\w+::)*Method$/.test(plainType)) return METHOD;
      if (/^(?:\w+::)*(?:HeaderMap|TypedHeader)/.test(plainType)) return 'request.headers';
      if (
        /^(?:\w+::)*(?:Bytes|Json<|String|Form<)/.test(plainType) &&
        /body|payload|json|bytes|event|data|update|raw|form/i.test(name)
      )
        return null;
      return null;
    default:
      return null;
  }
}
