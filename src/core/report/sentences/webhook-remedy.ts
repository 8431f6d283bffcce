import type { Finding, FindingCode } from '../../audit-types.ts';
import { findingArgs, type FindingArgs } from '../finding-args.ts';
import { code, join, NOTHING, say, type Sentence } from './sentence.ts';

/** Advice for codes whose problem is not a missing check. */
const REMEDIES: ReadonlyMap<FindingCode, Sentence> = new Map([
  ['refetched-webhook', say`Verify the signature where the provider sends one.`],
  ['idle-webhook', say`Verify the signature before it does more with them.`],
  ['timing-unsafe-webhook', say`Compare them in constant time.`],
  [
    'unsigned-provider-webhook',
    say`Check a secret of your own in its URL or headers, and fetch what it names from the provider's API.`,
  ],
]);

const setting = (args: FindingArgs): Sentence =>
  args.text('secretEnv') === '' ? say`the secret` : code(args.text('secretEnv'));

const refuseUnset = (args: FindingArgs): Sentence => say`Refuse all calls while ${setting(args)} is not set.`;

/** Advice on how to fix an existing check, by the reason of the verdict. */
const MENDS: ReadonlyMap<string, (args: FindingArgs) => Sentence> = new Map([
  ['result-ignored', () => say`Refuse the call where the check fails, before the body is used.`],
  ['not-awaited', () => say`Await the check before the body is used.`],
  ['error-swallowed', () => say`Refuse the call where the check fails, instead of going on.`],
  ['after-use', () => say`Check first, and use the body only after that.`],
  [
    'skipped-without-signature',
    (args: FindingArgs): Sentence =>
      args.text('header') === ''
        ? say`Refuse calls without a signature.`
        : say`Refuse calls without the header ${code(args.text('header'))}.`,
  ],
  ['caller-decides', () => say`Check every call, whatever it says about itself.`],
  ['disabled-by-env', () => say`Check in every environment: tests can sign with a secret of their own.`],
  [
    'default-secret',
    (args: FindingArgs): Sentence =>
      say`Take it only from ${args.text('secretEnv') === '' ? say`the configuration` : setting(args)}, and refuse all calls while that is not set.`,
  ],
  ['skipped-without-secret', refuseUnset],
  ['empty-secret', refuseUnset],
]);

/** What to do about a webhook that accepts unsigned calls: fix its check, or add one. */
export function webhookRemedy(finding: Finding): Sentence {
  const own = REMEDIES.get(finding.code);
  if (own !== undefined) return own;
  const args = findingArgs(finding);
  const mend = MENDS.get(args.text('why'));
  return mend === undefined ? adding(finding, args) : mend(args);
}

/** Advice if there is no check, or none that works. */
function adding(finding: Finding, args: FindingArgs): Sentence {
  const secret = args.text('secretEnv') === '' ? NOTHING : say` and the secret in ${code(args.text('secretEnv'))}`;
  const fix = args.text('fix');
  const what =
    fix === ''
      ? byHand(args)
      : say`Verify the raw body with ${verifier(fix)}${secret} before using it, and refuse what fails.`;
  const example = args.text('envExample');
  const silent =
    fix === '' || example === '' ? NOTHING : say`${code(example)} does not name ${code(args.text('secretEnv'))} yet.`;
  // The author of an existing check has found the raw body. Comparing a shared secret does not need it.
  const needsRaw = finding.code === 'unverified-webhook' && (fix !== '' || !SHARED_SECRET.test(args.text('header')));
  const raw = needsRaw ? (RAW_BODIES.get(args.text('framework')) ?? NOTHING) : NOTHING;
  return join([what, raw, silent]);
}

/** Advice if no verifying call is known for the language: what to compare with what. */
function byHand({ text }: FindingArgs): Sentence {
  const [header, secretEnv, signer] = [text('header'), text('secretEnv'), text('signer')];
  const secret = secretEnv === '' ? say`the shared secret` : say`the secret in ${code(secretEnv)}`;
  if (header === '' && signer !== '')
    return say`Verify the signature that ${signer} sends, with ${secret}, before using the body, and refuse what fails.`;
  if (header === '') return say`Verify the signature over the raw body before using it, and refuse what fails.`;
  return SHARED_SECRET.test(header)
    ? say`Compare the header ${code(header)} with ${secret} before using the body, and refuse what differs.`
    : say`Verify the header ${code(header)} over the raw body with ${secret} before using it, and refuse what fails.`;
}

/** Headers that contain a secret itself instead of a signature made with it. */
const SHARED_SECRET = /token|secret|^(?:authorization|verif-hash)$/;

const REQUEST_TEXT = say`The raw body is ${code('await request.text()')}.`;
const BODY_READER = say`A ${code('body_reader')} of ${code('Plug.Parsers')} keeps the raw body, which is lost once it is parsed.`;

/** How to get the raw body in a framework. A body that is parsed and serialised again has another signature. */
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
  ['koa', say`${code('koa-bodyparser')} gives the raw body as ${code('ctx.request.rawBody')}.`],
  ['hapi', say`${code('payload: { parse: false }')} in the options of this route keeps the body raw.`],
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
  ['phoenix', BODY_READER],
  ['plug', BODY_READER],
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
