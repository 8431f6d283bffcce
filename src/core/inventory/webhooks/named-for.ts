// Infers from its name what a function of another file does.

/** Names of functions that reject forged requests. */
export const VERIFIES =
  /^(?:is_?valid|verif|validat|authentic|check(?!_?out)|assert|ensure|construct|unwrap)\w*(?:sig|hook|hmac|event|request|token|secret|_key|Key)|^(?:verify|unwrap|constructEvent)$/i;

/**
 * Whether a function is named for verifying, whatever it verifies; or else the class or module of which it is the main
 * function: `call` of the plug `ShopWeb.VerifyHook`.
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

/** Whether a name is that of a guard that admits signed-in users. */
export const letsIn = (name: string): boolean => LETS_IN.test(name);

const LETS_IN =
  /^verify[A-Z]|^(?:authenticate|authori[sz]e|protect)(?:[A-Z]|$)|^(?:require|ensure|check|validate|is)_?(?:Auth|User|Log|Admin|Role|Session|Token|(?:[A-Z][a-z]{1,15}){0,2}Api_?Key)|^(?:authenticated|authori[sz]ed|authentication|authorization)$|^(?:jwt|token|user|session|api)?_?[aA]uth(?:_?(?:guard|middleware|handler|check(?:er)?))?$/;

/** `validateWebhookToken`: a token may be looked up in a database, in a file without any word for signatures. */
export const LOOKS_UP = /^(?:validate|check|isValid|is_valid)\w{0,20}(?:[tT]oken|[aA]pi_?[kK]ey|[sS]ecret)$/;

/** Factories: what they return is defined elsewhere. */
export const MAKES = /^(?:get|create|make|build|resolve|load|init)[A-Z]/;
