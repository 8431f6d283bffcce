import type { HostSignal } from '../../types.ts';
import { foldName } from '../../fold-name.ts';
import { GENERIC_WORDS, QUIET_DOMAINS } from './inferred-words.ts';
import type { Inferred, InferenceContext } from './infer-integrations.ts';
import { isOwnDomain, isOwnName } from './own-names.ts';
import { registrableDomain } from '../registrable-domain.ts';
import { titleCase } from './title-case.ts';

/** First labels of websites, of file hosts, and of the application's own stages. */
const SILENT_LABEL =
  /^(?:academy|assets?|avatars?|blog|brand|cdn|changelog|community|demo|dev(?:eloper)?s?|docs?|download(?:s)?|example|feeds?|files?|forum|help|images?|img|internal|learn|legal|local|media|my|news|pics?|preview|rss|schemas?|static|support|test|trust|wiki|your)$/;
/** Labels of the application's own stages, or parts of labels. */
const STAGE = /(?:^|-)(?:dev|local|preview|staging|stage|uat|qa)(?:-|$)/;
/** `api`, `api2`, `api-v2`, `openapi`, `core-api`, `graphql`, `mcp`: labels of hosts that programs call. */
const API_LABEL =
  /^(?:(?:[a-z0-9]+-)*(?:open)?apis?\d{0,2}(?:-?v?\d{1,2})?(?:-[a-z0-9]+)*|[a-z]{4,12}api|openapiv\d|graphql|ingest|mcp)$/;
/** The same in the first segments of a path. `ws` and `soap` belong to services with a WSDL. */
const API_PATH = /^\/(?:[\w.-]{1,40}\/)?(?:api|v\d{1,2}|graphql|rest|oauth2?|jsonrpc|rpc|soap|ws)(?:[/.]|$)/;
/** Documents and images, which are for people on any host. */
const DOCUMENT = /\.(?:docx?|gif|html?|jpe?g|pdf|png|pptx?|svg|webp|xlsx?)$/i;
/** Placeholders for a company's name in samples and documents. */
const STAND_IN =
  /^(?:bar|baz|company|corp|customer|domain|dummy|example|fake|foo|host|hostname|mock|my|mydomain|mysite|myapp|name|placeholder|sample|server|site|some|somewhere|test|tenant|website|yourdomain|your)(?:-|$)|(?:^|-)(?:domain|example|placeholder|test)$|^(?:your|my|example|test)[a-z]*(?:app|site|domain|company|api|server)$|^(?:email|mail|payment|sms)(?:vendor|provider)$/;

/** The same in Portuguese, Spanish, French and German: `seu-dominio.com.br`. */
const STAND_IN_ABROAD =
  /^(?:seu|sua|meu|minha|tu|su|mi|votre|mon|deine?|ihre?|meine?)-?(?:api|app|boutique|cliente|domain|domaine|dominio|empresa|entreprise|firma|instancia|loja|projeto|proyecto|seite|servidor|site|sitio|subdominio|tienda|url|webseite)(?:-|$)/;

/** A name of digits needs its top-level domain: `8891.com.tw`. */
const NUMBER = /^\d{3,12}$/;

/** Common words that only name a company together with the top-level domain: `short.io`. */
const PLAIN_WORD =
  /^(?:all|best|better|big|easy|every|fast|first|free|full|good|high|hot|last|long|low|more|most|next|other|quick|safe|short|simple|small|smart|some|true)$/;

/** The service that a host belongs to, with weight `strong` if it is called as an API; null if there is none. */
export function inferFromHost(
  { host, path, bare, requested }: HostSignal,
  { own, known }: InferenceContext,
): Inferred | null {
  if (bare === true) return null;
  const domain = registrableDomain(host);
  if (domain === null || QUIET_DOMAINS.has(domain) || known.domains.has(domain) || isOwnDomain(domain, own))
    return null;
  const label = domain.slice(0, domain.indexOf('.'));
  const left = host
    .slice(0, -domain.length - 1)
    .split('.')
    .filter(Boolean);
  const isNumber = NUMBER.test(label);
  const id = foldName(isNumber ? domain : bareLabel(label));
  if (id.length < 2 || STAND_IN.test(label) || STAND_IN_ABROAD.test(label) || !/[a-z]/.test(id) || known.names.has(id))
    return null;
  if (left.some((l) => SILENT_LABEL.test(l) || STAGE.test(l))) return null;
  // Self-hosted software: `harbor.acme.io`, `grafana.acme.io`.
  if (left.some((l) => known.names.has(foldName(l)))) return null;
  if (left.some((l) => isOwnName(foldName(l.replace(/-?api$/, '')), own))) return null;
  const isCalled =
    requested === true || left.some((l) => API_LABEL.test(l)) || (API_PATH.test(path) && !DOCUMENT.test(path));
  const weight = isCalled ? 'strong' : 'weak';
  const isGeneral = GENERIC_WORDS.has(label) || GENERIC_WORDS.has(label.replace(/s$/, ''));
  const name = isGeneral || isNumber || PLAIN_WORD.test(label) ? domain : titleCase(bareLabel(label).split('-'));
  const spellings = [domain, ...(isGeneral ? [] : [titleCase(label.split('-'))])];
  return { id, name, weight, words: 1, domain: foldName(domain), spellings };
}

/** The name in a domain, which often has an additional word: `getacme.com`, `acmehq.com`, `acme-testnet.xyz`. */
function bareLabel(label: string): string {
  const name = label.replace(/(?<=[a-z0-9]{3})-(?:api|devnet|mainnet|rpc|sandbox|testnet)$/, '');
  return /^(?:get|try|use|join)-?([a-z0-9-]{4,})$/.exec(name)?.[1] ?? /^([a-z0-9-]{4,}?)-?hq$/.exec(name)?.[1] ?? name;
}
