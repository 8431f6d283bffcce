// What functions of other files are named for.

/** Names of functions that refuse what is not genuine. */
export const VERIFIES =
  /^(?:is_?valid|verif|validat|authentic|check(?!_?out)|assert|ensure|construct|unwrap)\w*(?:sig|hook|hmac|event|request|token|secret|_key|Key)|^(?:verify|unwrap|constructEvent)$/i;

/**
 * Whether a function, or the class or module whose function does all that it is for, is named for verifying, whatever it
 * verifies: `call` of the plug `ShopWeb.VerifyHook`.
 */
export const isVerifier = ({
  name,
  member,
  module = '',
}: {
  name: string;
  member?: string;
  module?: string;
}): boolean =>
  CHECKS.test(member ?? name) ||
  (member === undefined ? name === 'call' && CHECKS.test(module) : DOES_ALL.test(member) && CHECKS.test(name));

const CHECKS =
  /verif|validat|authentic|signature|hmac|check_?sig|(?:assert|ensure|require)_?[sS]igned|^_?is_?(?:valid|signed|genuine|trusted)|^_?valid$/i;
const DOES_ALL =
  /^_?_?(?:call|handle|perform|execute|run|invoke(?:Async)?|process|valid|preHandle|doFilter(?:Internal)?|on(?:ActionExecut|Authorization)\w*)$/;

/** Names of what stands before routes for those who are signed in. */
export const letsIn = (name: string): boolean => LETS_IN.test(name);

const LETS_IN =
  /^verify[A-Z]|^(?:authenticate|authori[sz]e|protect)(?:[A-Z]|$)|^(?:require|ensure|check|validate|is)_?(?:Auth|User|Log|Admin|Role|Session|Token|(?:[A-Z][a-z]{1,15}){0,2}Api_?Key)|^(?:authenticated|authori[sz]ed|authentication|authorization)$|^(?:jwt|token|user|session|api)?_?[aA]uth(?:_?(?:guard|middleware|handler|check(?:er)?))?$/;

/** `validateWebhookToken`: of a token, tables know whose it is, and the words of a signature need not be there. */
export const LOOKS_UP = /^(?:validate|check|isValid|is_valid)\w{0,20}(?:[tT]oken|[aA]pi_?[kK]ey|[sS]ecret)$/;

/** What such a function gives out is made elsewhere. */
export const MAKES = /^(?:get|create|make|build|resolve|load|init)[A-Z]/;
