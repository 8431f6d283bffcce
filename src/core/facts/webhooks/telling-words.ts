import { compileWordGroups, type WordGroups } from '../word-groups.ts';

/** Endings of class names that may verify what providers send. */
const RECEIVERS = ['Webhook', 'Webhooks', 'Receiver', 'Receivers', 'Verifier', 'Verifiers'];
const MAKERS = ['Gateway', 'Provider', 'Adapter', 'Verifier', 'Validator', 'Strategy', 'Processor', 'Handler'];

/** `export const receiver = new Receiver({ signingKey })`: a package's verifier, used by handlers of other files. */
export const GIVES_RECEIVER = new RegExp(
  String.raw`\bexport (?:const \w{1,40} =|default) new \w{0,30}(?:${RECEIVERS.join('|')})\(`,
);

/** A factory of provider clients, each of which may verify the request that it is given. */
export const GIVES_MADE = new RegExp(String.raw`\breturn new \w{0,30}(?:${MAKERS.join('|')})\(`);

/** Groups of keywords: a JavaScript source must contain one of the group before the more precise patterns are tried. */
export type Telling = WordGroups<
  | 'gets'
  | 'routes'
  | 'mounts'
  | 'verifying'
  | 'events'
  | 'clients'
  | 'made'
  | 'serves'
  | 'header'
  | 'headers'
  | 'authorization'
  | 'cloud'
>;

/**
 * Compiles the keyword groups.
 *
 * @param events literal parts of webhook bodies, one per body.
 * @param clients classes of packages whose instances verify.
 */
export const compileTelling = (events: readonly string[], clients: ReadonlySet<string>): Telling =>
  compileWordGroups({
    // Paths and functions that providers call by `GET`.
    gets: [
      '/ipn',
      '_ipn',
      '-ipn',
      'yipn',
      '/IPN',
      '_IPN',
      'Ipn(',
      'Ipn ',
      'Ipn:',
      'IPN(',
      'IPN ',
      'ostback',
      'ost-back',
    ],
    routes: ['.post(', '.route(', '.all(', '.openapi(', 'POST', '@Post('],
    mounts: ['.use(', '.register(', '.addHook(', '.forRoutes(', 'APP_GUARD', '.useGlobalGuards('],
    verifying: [
      'ebhook',
      'ebHook',
      'EBHOOK',
      'web-hook',
      'ignature',
      'Hmac',
      '-hmac',
      'imingSafe',
      'onstructEvent',
      'svix',
      'subtle.verify',
      'subtle.sign',
      'jwtVerify',
      'erifyIdToken',
      'SignedDataVerifier',
      'hub.challenge',
      'hub.verify_token',
      'handleUpdate(',
      '-secret-token',
    ],
    events,
    clients: [...[...clients].map((name) => `${name}(`), '.getInstance('],
    // Calls and exports that receive requests.
    serves: ['serve(', 'andler', 'allback(', 'exports.', 'fetch(req'],
    header: ['eader', 'HTTP_'],
    headers: ['eaders'],
    authorization: ['uthorization'],
    cloud: ['onRequest'],
    made: [...new Set([...RECEIVERS, ...MAKERS])].map((name) => `${name}(`),
  });
