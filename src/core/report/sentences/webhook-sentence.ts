import type { WebhookReason } from '../../facts/webhooks/reasons.ts';
import type { Finding } from '../../audit-types.ts';
import { findingArgs, type FindingArgs } from '../finding-args.ts';
import { code, join, NOTHING, say, type Sentence } from './sentence.ts';

/** Why a webhook is judged as it is: a clause after a colon. */
const REASONS: Readonly<Record<WebhookReason, string>> = {
  'sdk-verifier': "the provider's own call verifies the signature",
  'signature-compared': 'a signature over the body is computed and compared',
  'token-compared': 'a secret of the request is compared with the configured one',
  'protected-before': 'a middleware verifies before the handler runs',
  'no-verification': 'nothing in the handler checks a signature',
  'not-a-verifier': 'the call that is made only parses the body and checks nothing',
  'result-ignored': "the check's answer is not used",
  'not-awaited': 'the check is asynchronous and not awaited, so its failure is lost',
  'error-swallowed': "the check's failure is caught and the handler goes on",
  'after-use': 'the body is used before it is checked',
  'presence-only': 'it only asks whether the signature header is there',
  'skipped-without-signature': 'a call without the signature header is not checked',
  'caller-decides': 'a header or parameter, which the caller sends or not, switches the check off',
  'disabled-by-env': 'a setting or a development environment switches the check off',
  'default-secret': 'the secret falls back to one that is written into the code',
  stub: 'the check compares with a constant or always agrees',
  'skipped-without-secret': 'nothing is checked while no secret is configured',
  'empty-secret': 'while no secret is configured, the empty one counts, and anybody can sign with that',
  delegated: 'another file decides, and it was not looked at',
  'delegated-unresolved': 'another file or package decides that could not be read',
  'dynamic-dispatch': 'it depends on an object whose code cannot be told from the file',
  conditional: 'it is checked in one branch only',
  'handler-elsewhere': 'the handler is in another file',
  'too-large': 'the file is too large, or nested too deep, to be analysed',
  'too-complex': 'the file is too complex to be analysed',
  'syntax-error': 'the source could not be understood',
};

/** Codes of earlier versions and of other readers, under the name that has the words. */
const SYNONYMS: Readonly<Record<string, WebhookReason | undefined>> = Object.assign(Object.create(null), {
  'skipped-without-header': 'skipped-without-signature',
});

const VERDICTS: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  'unverified-webhook': 'accepts unsigned calls',
  'ineffective-webhook': 'accepts unsigned calls in spite of its check',
  'optional-webhook': 'checks signatures only some of the time',
  'refetched-webhook': "accepts unsigned calls, but fetches what they name from the provider's API",
  'unsigned-provider-webhook': 'accepts calls that its provider does not sign',
  'timing-unsafe-webhook': 'compares signatures in a time that tells how much of them was right',
});

/** Advice where a signature is not what is missing. */
const REMEDIES: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  'refetched-webhook': 'Verify the signature where the provider sends one.',
  'timing-unsafe-webhook': 'Compare them in constant time.',
  'unsigned-provider-webhook':
    "Check a secret of your own in its URL or headers, and fetch what it names from the provider's API.",
});

/** The words for a reason's code; a code that nobody worded yet is shown as it is. */
export function webhookReason(why: string): Sentence {
  const name = SYNONYMS[why] ?? why;
  return Object.hasOwn(REASONS, name) ? say`${[{ kind: 'ours', text: REASONS[name as WebhookReason] }]}` : code(why);
}

/** `unverified-webhook`, `ineffective-webhook`, `optional-webhook`. */
export function webhookSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const [name, route, why] = [args.text('name'), args.text('route'), args.text('why')];
  const subject = name === '' ? say`This webhook` : say`The ${name} webhook`;
  const at = route === '' ? NOTHING : say` at ${code(route)}`;
  const reason = why === '' ? NOTHING : say`: ${webhookReason(why)}`;
  const verdict = VERDICTS[finding.code] ?? 'may accept unsigned calls';
  return join([[...subject, ...at, ...say` `, { kind: 'ours', text: verdict }, ...reason, ...say`.`], remedy(finding)]);
}

function remedy(finding: Finding): Sentence {
  const own = REMEDIES[finding.code];
  if (own !== undefined) return say`${[{ kind: 'ours', text: own }]}`;
  const args = findingArgs(finding);
  const secret = args.text('secretEnv') === '' ? NOTHING : say` and the secret in ${code(args.text('secretEnv'))}`;
  const fix = args.text('fix');
  const what =
    fix === ''
      ? byHand(args)
      : say`Verify the raw body with ${verifier(fix)}${secret} before using it, and refuse what fails.`;
  const example = args.text('envExample');
  const silent =
    fix === '' || example === '' ? NOTHING : say`${code(example)} does not name ${code(args.text('secretEnv'))} yet.`;
  const raw = RAW_BODIES.get(args.text('framework'));
  // Where a check is there, its author has found the raw body.
  return join([what, raw === undefined || finding.code !== 'unverified-webhook' ? NOTHING : raw, silent]);
}

/** Where no call of the language is known to verify: what is held against what. */
function byHand({ text }: FindingArgs): Sentence {
  const [header, secretEnv, signer] = [text('header'), text('secretEnv'), text('signer')];
  const secret = secretEnv === '' ? say`the secret that both sides know` : say`the secret in ${code(secretEnv)}`;
  if (header === '' && signer !== '')
    return say`Verify the signature that ${signer} sends, with ${secret}, before using the body, and refuse what fails.`;
  if (header === '') return say`Verify the signature over the raw body before using it, and refuse what fails.`;
  return SHARED_SECRET.test(header)
    ? say`Compare the header ${code(header)} with ${secret} before using the body, and refuse what differs.`
    : say`Verify the header ${code(header)} over the raw body with ${secret} before using it, and refuse what fails.`;
}

/** Headers that bring a secret itself instead of a signature made with it. */
const SHARED_SECRET = /token|secret|^(?:authorization|verif-hash)$/;

const REQUEST_TEXT = say`The raw body is ${code('await request.text()')}.`;

/** How a framework gives the body as it was sent. What has been parsed and written again has another signature. */
const RAW_BODIES: ReadonlyMap<string, Sentence> = new Map([
  [
    'express',
    say`${code("express.raw({ type: 'application/json' })")} on this route keeps the body raw; after ${code('express.json()')} it is lost.`,
  ],
  [
    'next-pages',
    say`${code('export const config = { api: { bodyParser: false } }')} keeps the body from being parsed.`,
  ],
  [
    'nestjs',
    say`${code('rawBody: true')} in ${code('NestFactory.create')} gives the raw body as ${code('req.rawBody')}.`,
  ],
  ['fastify', say`${code('fastify-raw-body')} gives the raw body as ${code('request.rawBody')}.`],
  ['firebase', say`The raw body is ${code('req.rawBody')}.`],
  ['google-cloud-functions', say`The raw body is ${code('req.rawBody')}.`],
  ['nitro', say`The raw body is ${code('await readRawBody(event)')}.`],
  ['hono', say`The raw body is ${code('await c.req.text()')}.`],
  ['lambda', say`The raw body is ${code('event.body')}, to be decoded where ${code('event.isBase64Encoded')}.`],
  ['adonis', say`The raw body is ${code('request.raw()')}.`],
  ['flask', say`The raw body is ${code('request.get_data()')}.`],
  ['fastapi', say`The raw body is ${code('await request.body()')}.`],
  ['django', say`The raw body is ${code('request.body')}, to be read before ${code('request.data')}.`],
  ['frappe', say`The raw body is ${code('frappe.request.get_data()')}.`],
  ['rails', say`The raw body is ${code('request.raw_post')}.`],
  ['sinatra', say`The raw body is ${code('request.body.read')}.`],
  ['laravel', say`The raw body is ${code('$request->getContent()')}.`],
  ['symfony', say`The raw body is ${code('$request->getContent()')}.`],
  ['wordpress', say`The raw body is ${code('$request->get_body()')}.`],
  ['php', say`The raw body is ${code("file_get_contents('php://input')")}.`],
  ['gin', say`The raw body is ${code('c.GetRawData()')}.`],
  ['echo', say`The raw body is ${code('io.ReadAll(c.Request().Body)')}.`],
  ['fiber', say`The raw body is ${code('c.Body()')}.`],
  ['chi', say`The raw body is ${code('io.ReadAll(r.Body)')}.`],
  ['net/http', say`The raw body is ${code('io.ReadAll(r.Body)')}.`],
  ['axum', say`The extractor ${code('Bytes')} gives the raw body; ${code('Json')} has parsed it.`],
  ['actix', say`The extractor ${code('web::Bytes')} gives the raw body; ${code('web::Json')} has parsed it.`],
  ['spring', say`A parameter ${code('@RequestBody String')} is the raw body; an object has been parsed.`],
  ['aspnet', say`${code('Request.Body')} is the raw body until a model is bound from it.`],
  [
    'phoenix',
    say`A ${code('body_reader')} of ${code('Plug.Parsers')} keeps the raw body, which is lost once it is parsed.`,
  ],
  [
    'plug',
    say`A ${code('body_reader')} of ${code('Plug.Parsers')} keeps the raw body, which is lost once it is parsed.`,
  ],
  ...[
    'next-app',
    'sveltekit',
    'remix',
    'astro',
    'supabase',
    'deno',
    'bun',
    'cloudflare-workers',
    'cloudflare-pages',
    'tanstack-start',
    'convex',
  ].map((framework) => [framework, REQUEST_TEXT] as const),
]);

/** A member path, or `module#export`. */
function verifier(fix: string): Sentence {
  const call = fix.split(' -> ')[0] ?? fix;
  const [module, name] = call.split('#');
  return module === undefined || name === undefined ? code(call) : say`${code(name)} of ${code(module)}`;
}
