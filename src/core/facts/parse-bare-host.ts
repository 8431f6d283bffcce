/** What stands before a host of STUN and TURN, whose addresses have no slashes. */
const BARE_HOST =
  /^(?:(?:stun|turn)s?:)?((?:[a-z0-9-]{1,63}\.){2,6}(?:[a-z]{2,3}|chat|cloud|email|host|info|live|tech))(?::\d{2,5})?(?:\?transport=(?:tcp|udp))?$/;
/** Ends of file names that countries have too, and pages for people. */
const NO_HOST =
  /^www\.|\.(?:css|csv|exe|gif|htm|jar|jpg|js|jsx|log|md|mjs|pdf|png|py|rb|rs|sh|sql|svg|ts|tsx|txt|xml|yml|zip)$/;
const SHORTEST = 7;
const LONGEST = 120;

/**
 * The host that a whole text is, written without a scheme: `smtp.acme.io`, `api.acme.io:443`, `stun:stun.acme.io:3478`.
 * Three labels at least, in lower case. As `user.profile.id` looks the same, it says something only where a rule knows it.
 */
export function parseBareHost(text: string): string | null {
  if (text.length < SHORTEST || text.length > LONGEST) return null;
  const host = BARE_HOST.exec(text)?.[1];
  return host === undefined || NO_HOST.test(host) ? null : host;
}
