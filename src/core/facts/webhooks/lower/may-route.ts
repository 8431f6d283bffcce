import type { SyntaxLanguage } from '../syntax.ts';

/**
 * Per language, text that occurs wherever a framework hands a request to code: every file in which `*-routes.ts` or
 * `*-controllers.ts` finds a handler matches. A language without an entry may always hold one.
 */
const ROUTES: ReadonlyMap<SyntaxLanguage, RegExp> = new Map<SyntaxLanguage, RegExp>([
  [
    'python',
    /^[ \t]{0,80}@[^\n]{0,300}\.(?:get|post|route|api_route)\b|\(\s{0,80}event\b[^()\n]{0,60},\s{0,80}(?:_{1,9}|_{0,9}(?:context|ctx))\b|@frappe\.whitelist|\badd_(?:post|route|api_route|url_rule|resource)\(|\binclude_router\(|RequestHandler\(|\bweb\.post\(|\bRoute\(|\burlpatterns\b|functions_framework|https_fn|HttpRequest\b|^@(?:post|route)\(|\bon_post\b|\bdef[ \t]+\w{1,200}\s{0,80}\(\s{0,80}_?request\b|\bdef[ \t]+(?:post|do_POST)\b|ViewSet\b|\(\s{0,80}(?:scope\b[^,()]{0,60},\s{0,80}receive|environ\b[^,()]{0,60},\s{0,80}start_response)\b/m,
  ],
  [
    'ruby',
    /\bclass\s{1,9}[\w:]{0,200}Controller\b|\bpost[ \t(]{1,9}["'%:]|\bAction\b|\broute do \||\bhash_branch\b|\bcall\(env\)|\buse \w{1,40}::/,
  ],
  [
    'php',
    /\bRoute\b|Controller\b|RequestParser\b|Action(?:Interface)?\b|\bPost\(|->(?:post|any|map|add|addRoute)\(|\bRouter::|\bFlight::|__invoke|php:\/\/input|\$_(?:POST|REQUEST|GET)\b|HTTP_RAW_POST_DATA|romGlobals\(\)|register_rest_route|woocommerce_api_|_nopriv_/,
  ],
  [
    'go',
    /\.(?:POST|Post|Any|HandleFunc|Handle|All|Add|Method|MethodFunc)\(|ResponseWriter|(?:gin|echo)\.Context|fiber\.Ctx|\bRequestCtx\b|fastglue\.Request|(?:http|gin|echo|fiber)\.Handler|\bevents\.\w{1,40}Request\b/,
  ],
  [
    'csharp',
    /\bHttpPost\b|\bAllowAnonymous\(\)|\bHttpTrigger\b|\bMap(?:Post|ControllerRoute)\b|\b(?:Use|Map)When\(|\bRequestDelegate\b|:\s?(?:Api)?Controller\b/,
  ],
  // A function that is a handler by its signature stands at the top level; routes and layers may name any function.
  [
    'rust',
    /(?<!\.)\b(?:post|any)\(|\blayer\(|^(?:pub(?:\([^)\n]{0,60}\))?[ \t]{1,9})?(?:async[ \t]{1,9})?fn\b[^{;]{0,2000}?(?:HeaderMap|HttpRequest|State[(<]|web::|Json[(<]|Form[(<]|Extension\(|Bytes\b|Request\b|Reply|Rejection|:\s?\w{0,30}(?:Verif|Sign|Hmac|Guard|Authentic|Webhook|Valid))/m,
  ],
  [
    'java',
    /@(?:Post(?:Mapping)?|POST|RequestMapping|Override)\b|\bdoPost\b|\bpost\b|\bPOST\(|\bServerRequest\b|\bHttpMethod\.POST\b|\baddInterceptor\(|\bFilterRegistrationBean\b|\bServerRequestFilter\b|\bWebFilterChain\b/,
  ],
]);

/** Whether a file may hold a handler or a route. False means that the file need not be parsed for them. */
export const mayRoute = (language: SyntaxLanguage, text: string): boolean => ROUTES.get(language)?.test(text) ?? true;
