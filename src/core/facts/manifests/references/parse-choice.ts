/** Suffixes of settings that select a service: `LLM_PROVIDER`, `cache.driver`, `embedding-backend`. */
const CHOOSES =
  /(?:^|[_.-])(?:provider|vendor|driver|backend|mailer|adapter|dialect|transport|(?:db|database|queue|broadcast|cache|session|redis)[_.-]?connection|(?:cache|session|vector|queue|object)[_.-]?store|(?:filesystem|storage)[_.-]?(?:disk|type)|(?:e?mail|smtp)[_.-]?service|(?:db|database)[_.-]?(?:type|client|engine)|search[_.-]?engine)$/i;
const CHOOSES_CAMEL = /[a-z](?:Provider|Vendor|Driver|Backend|Adapter|Dialect)$/;
const NAME = /^[A-Za-z][A-Za-z0-9]*(?:[ ._-][A-Za-z0-9]+){0,3}$/;

/**
 * The service that a setting selects by name, in lower case: `yahoo_finance` for `SECURITIES_PROVIDER=yahoo_finance`.
 * Null if the key selects nothing or the value is not a name.
 */
export function parseChoice(key: string, value: string): string | null {
  if (key.length > 100 || value.length > 40) return null;
  const name = value.trim();
  return (CHOOSES.test(key) || CHOOSES_CAMEL.test(key)) && NAME.test(name) ? name.toLowerCase() : null;
}
