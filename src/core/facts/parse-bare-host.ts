/** A host with an optional port. URLs of STUN and TURN have no slashes, so their schemes count too. */
const BARE_HOST =
  /^(?:(?:stun|turn)s?:)?((?:[a-z0-9-]{1,63}\.){2,6}(?:[a-z]{2,3}|chat|cloud|email|host|info|live|tech))(?::\d{2,5})?(?:\?transport=(?:tcp|udp))?$/;
/** Websites, and file extensions that are also top-level domains. */
const NO_HOST =
  /^www\.|\.(?:css|csv|exe|gif|htm|jar|jpg|js|jsx|log|md|mjs|pdf|png|py|rb|rs|sh|sql|svg|ts|tsx|txt|xml|yml|zip)$/;
const SHORTEST = 7;
const LONGEST = 120;

/**
 * The host that a whole text consists of, without a scheme: `smtp.acme.io`, `api.acme.io:443`,
 * `stun:stun.acme.io:3478`. Null for anything else. It has at least three labels, in lower case. As `user.profile.id`
 * looks the same, it only counts when a rule knows it.
 */
export function parseBareHost(text: string): string | null {
  if (text.length < SHORTEST || text.length > LONGEST) return null;
  const host = BARE_HOST.exec(text)?.[1];
  return host === undefined || NO_HOST.test(host) ? null : host;
}
