// Whether a handler is told which address to call, as a route that registers other parties' webhooks is.

/** `const { webhook_url } = req.body`, `body.get('webhook_url')`: the caller supplies the address to call. */
const TAKES_ADDRESS =
  /\{[^{}]{0,200}\bweb_?hook_?ur[il]\b[^{}]{0,200}\}\s?=\s?(?:await )?(?:req|request|c|ctx)\b|\b(?:body|input|dto)(?: as \w{1,40}\))?\??\.web_?hook_?ur[il]\b|\b(?:body|input|dto|data|json)(?:\.get\(|\[)['"]web_?hook_?ur[il]['"]/i;

/**
 * Also `const { endpoint, events, secret } = req.body`: an address with a vaguer name, beside what is to be sent there.
 */
export const takesAddress = (source: string): boolean =>
  TAKES_ADDRESS.test(source) ||
  (ADDRESS_PART.test(source) && SENT_PART.test(source)) ||
  [...source.matchAll(TAKES)].some(([, names = '']) => {
    const address = ADDRESS.exec(names)?.[0];
    return address !== undefined && (WHAT_IS_SENT.test(names) || calls(source, address));
  });

/**
 * `const { url, payload } = req.body; await fetch(url, { body: payload })`: the caller says where the payload is sent.
 */
const calls = (source: string, address: string): boolean =>
  new RegExp(`\\b(?:fetch|(?:axios|got|request|ky)(?:\\.post)?)\\(\\s{0,20}${address}\\s{0,20},`).test(source);

/** `data['url']` beside `data['events']` */
const ADDRESS_PART = /\w\[['"](?:(?:target|callback|endpoint)_)?url['"]\]/;
const SENT_PART = /\w\[['"](?:events|event_types|secret)['"]\]/;

const TAKES = /\{([^{}]{1,300})\}\s?=\s?(?:await )?(?:req|request|c|ctx)\b/g;
const ADDRESS = /\b(?:(?:target_?|callback_?|endpoint_?)?ur[il]|endpoint)\b/i;
const WHAT_IS_SENT = /\b(?:events|event_?types|secret)\b/i;
