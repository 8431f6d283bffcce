import { compileWordGroups, type WordGroups } from '../word-groups.ts';

/** Names that end those of classes which may verify what comes from providers. */
const RECEIVERS = ['Webhook', 'Webhooks', 'Receiver', 'Receivers', 'Verifier', 'Verifiers'];
const MAKERS = ['Gateway', 'Provider', 'Adapter', 'Verifier', 'Validator', 'Strategy', 'Processor', 'Handler'];

/** `export const receiver = new Receiver({ signingKey })`: the verifier of a package that handlers of other files ask. */
export const GIVES_RECEIVER = new RegExp(
  String.raw`\bexport (?:const \w{1,40} =|default) new \w{0,30}(?:${RECEIVERS.join('|')})\(`,
);

/** A factory of what talks to providers, each of which may verify what it is handed. */
export const GIVES_MADE = new RegExp(String.raw`\breturn new \w{0,30}(?:${MAKERS.join('|')})\(`);

/** What a source of JavaScript has to have a word of before it is asked more precisely, by what it is asked. */
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
 * Compiles the words that tell.
 *
 * @param events literal parts of what bodies of webhooks hold, one of each body.
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
    // What hands requests over.
    serves: ['serve(', 'andler', 'allback(', 'exports.', 'fetch(req'],
    header: ['eader', 'HTTP_'],
    headers: ['eaders'],
    authorization: ['uthorization'],
    cloud: ['onRequest'],
    made: [...new Set([...RECEIVERS, ...MAKERS])].map((name) => `${name}(`),
  });
