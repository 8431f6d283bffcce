import type { Call } from '../calls/call.ts';
import { textOf } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import { because, BODY, INPUT, REQUEST, truthyAnswer } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * `ALLOWED_IPS.includes(ip)`, `isTrustedIp(request)`: tests whether the caller's IP address is allowed. Some providers
 * offer nothing else, others sign; and how far the address can be trusted depends on the proxy in front of the
 * application. So it is unknown what the check proves, but continuing without it has a reason. Null for any other call.
 */
export function addressCheck(run: Run, { callee, receiver, args, nodes, node }: Call): Value | null {
  const name = callee.chain.at(-1) ?? '';
  const isKept = receiver !== null && (receiver.from & (BODY | INPUT | REQUEST)) === 0;
  const isListed =
    isKept && LISTED.test(name) && nodes.some((each) => ADDRESS.test(textOf(run.program, each).slice(0, 200)));
  if (!isListed && !(callee.fn === null && args.length > 0 && ASKS_ADDRESS.test(name))) return null;
  run.checks.push({ node, why: 'token-compared', provider: null });
  return truthyAnswer(because('conditional'));
}

const LISTED = /^(?:includes|has|contains|indexOf|some)$/;
const ADDRESS =
  /(?:^|[^a-z])ip(?:s|v4|v6|_?addr\w{0,8})?(?![a-z])|[a-z]I[pP](?:s|Addr\w{0,8})?(?![a-z])|remoteAddr|forwarded-?for/;
const ASKS_ADDRESS =
  /^(?:is|check|validate|verify|assert|ensure|allow(?:s|ed)?)_?(?:[A-Z]\w{0,20})?(?:I[pP]|_ip)(?:s|Addr\w{0,8}|Allowed|Trusted|Whitelisted|InRange)?$/;
