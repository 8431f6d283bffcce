/** Second-level labels under which registries sell domains: `co.uk`, `com.br`, `go.jp`. */
const SHARED_SECOND = new Set(
  'ac adv biz co com edu firm gen go gob gov gouv govt id in ind info mil ne net nom nic or org sch web'.split(' '),
);

/**
 * Suffixes under which each name belongs to another customer: a host there shows the hosting service, not the owner.
 * Taken from the private section of the Public Suffix List, limited to those that software calls.
 */
const SHARED_HOSTING = new Set(
  (
    'amplifyapp.com appspot.com azureedge.net azurefd.net azurewebsites.net azurestaticapps.net blogspot.com bubbleapps.io b-cdn.net ' +
    'cleverapps.io cloudfront.net cloudfunctions.net convex.cloud convex.site cyclic.app deno.dev deno.net elasticbeanstalk.com firebaseapp.com firebaseio.com fly.dev ' +
    'framer.app framer.website gitbook.io github.dev github.io gitlab.io glitch.me hasura.app herokuapp.com hf.space koyeb.app ' +
    'loca.lt lovable.app lovable.dev lovableproject.com myshopify.com netlify.app ngrok.app ngrok.dev ngrok.io ' +
    'ngrok-free.app ngrok-free.dev notion.site nip.io ondigitalocean.app onrender.com pages.dev pythonanywhere.com r2.dev railway.app ' +
    'readthedocs.io render.com replit.app replit.dev repl.co run.app sslip.io streamlit.app substack.com supabase.co surge.sh trycloudflare.com ' +
    'up.railway.app vercel.app vercel.sh web.app webflow.io windows.net wixsite.com wordpress.com workers.dev zeabur.app'
  ).split(' '),
);

/** Government domains, under which each name is another agency. */
const STATES = new Set(['admin.ch', 'europa.eu', 'gc.ca', 'gouv.fr', 'gov.uk']);
/** The same for the states of a federation: `pr.gov.br`. */
const FEDERAL_STATES = /^[a-z]{2}\.gov\.br$/;

/**
 * Top-level domains of three or more letters that services use. They distinguish hosts from names such as `config.url`.
 */
const GENERIC_TOPS = new Set(
  (
    'academy agency app art asia band bank bio biz blog build business cafe care careers casa chat city click clinic ' +
    'cloud club codes coffee com company computer consulting cool credit data delivery design dev digital direct domains ' +
    'earth edu education email energy engineering events exchange express family farm finance fit foundation fun fund ' +
    'game games gives global gov group guide guru health help homes host hosting info ink institute int international ' +
    'jobs land legal life link live llc lol ltd management map market marketing media money movie net network news one ' +
    'online org page partners parts pay pharmacy photos pizza plus press pro productions rentals report restaurant ' +
    'reviews rocks run sale school science security services shop site social software solar solutions space store studio ' +
    'support systems taxi team tech technology tel tips today tools top tours trade training travel university ventures ' +
    'video vip watch web website wiki work works world xyz zone'
  ).split(' '),
);

/**
 * The registrable domain of a host in lower case: `acme.io` for `api.eu.acme.io`, `acme.co.uk` for `api.acme.co.uk`.
 * Null for a bare suffix, for a domain that customers of a hosting service share, and for text that is not a domain.
 */
export function registrableDomain(host: string): string | null {
  const name = host.startsWith('*.') ? host.slice(2) : host;
  // Called for thousands of hosts, so it finds the last three labels without splitting.
  const first = name.lastIndexOf('.');
  if (first < 0) return null;
  const top = name.slice(first + 1);
  if (!(/^[a-z]{2}$/.test(top) || GENERIC_TOPS.has(top))) return null;
  const second = lastDot(name, first);
  const third = lastDot(name, second);
  const [two, three] = [name.slice(second + 1), name.slice(third + 1)];
  if (SHARED_HOSTING.has(two) || SHARED_HOSTING.has(three)) return null;
  const isShared = top.length === 2 && SHARED_SECOND.has(name.slice(second + 1, first));
  if (!isShared && !STATES.has(two)) return two;
  if (FEDERAL_STATES.test(three)) return third < 0 ? null : name.slice(lastDot(name, third) + 1);
  return second < 0 ? null : three;
}

/** The offset of the last dot before an offset, or -1. */
function lastDot(text: string, before: number): number {
  return before <= 0 ? -1 : text.lastIndexOf('.', before - 1);
}
