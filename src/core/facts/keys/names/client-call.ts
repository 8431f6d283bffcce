/**
 * Construction of a service's client: `new AcmeClient(`, `Acme::Client.new(`, `acme.NewClient(`, `require('acme')(`.
 */
export const CLIENT_CALL =
  /(?:(?:^|\bnew\s|[=(:,]\s?|\breturn\s|\bawait\s)(?:\w{1,40}[.\\]){0,3}(?:[A-Z]\w{0,40})?(?:Client|Api|API|SDK|Sdk)|\b(?:[A-Za-z]\w{0,40})?(?:Client|API)(?:\.|::)(?:new|create)|::Client\.new|\bNew\w{0,30}Client|\brequire\(["'][\w@/.-]{1,60}["']\))\($/;
