import { isEnvExample } from '../../facts/manifests/env-file-path.ts';
import { pathRole } from '../../facts/path-role.ts';
import { foldName } from '../../fold-name.ts';
import { GENERIC_WORDS } from './inferred-words.ts';
import type { Signal } from '../../types.ts';
import { registrableDomain } from '../registrable-domain.ts';

/** The application's own names. Services, variables and hosts with these names are no third party's. */
export type OwnNames = {
  /** Folded names of the repository, its owner and its packages. */
  names: ReadonlySet<string>;
  /** Registrable domains. */
  domains: ReadonlySet<string>;
  /** Paths of its Go modules, without versions. */
  modules: readonly string[];
};

export const NO_OWN_NAMES: OwnNames = { names: new Set(), domains: new Set(), modules: [] };

/** Minimum length of a name that is searched for within another: `hyprnote` in `hyprnotedesktop`. */
const LONG_ENOUGH = 5;

/** True if a folded name is the application's own, or if one contains the other. */
export function isOwnName(name: string, { names }: OwnNames): boolean {
  for (const own of names) {
    if (own === name) return true;
    if (name.length >= LONG_ENOUGH && own.includes(name)) return true;
    if (name.length === LONG_ENOUGH - 1 && own.startsWith(name)) return true;
    if (own.length >= LONG_ENOUGH && name.includes(own)) return true;
  }
  return false;
}

/** True if a registrable domain is the application's own, by configuration or because they share a name. */
export function isOwnDomain(domain: string, own: OwnNames): boolean {
  const label = domain.slice(0, domain.indexOf('.'));
  const bare = [label.replace(STAGE, ''), withoutPart(label)].map(foldName);
  const named = [label, label.replace(/^the-?(?=[a-z]{5})/, '')].map(foldName);
  return (
    own.domains.has(domain) || named.some((name) => isOwnName(name, own)) || bare.some((name) => own.names.has(name))
  );
}

/**
 * True for an import of a crate in the application's own workspace, which looks like any other crate:
 * `use worker::Job`.
 */
export function isOwnCrate(signal: Signal, { names }: OwnNames): boolean {
  if (signal.kind !== 'import' || signal.language !== 'rust') return false;
  return names.has(foldName(signal.module.split('::', 1)[0] ?? ''));
}

/**
 * True for an import or requirement of a package within the application's own Go module: `acme.io/shop/v2/store` in
 * `acme.io/shop`.
 */
export function isOwnModule(signal: Signal, { modules }: OwnNames): boolean {
  const isImport = signal.kind === 'import' && signal.language === 'go';
  const isPackage = signal.kind === 'package' && signal.ecosystem === 'go';
  const path = isImport ? signal.module : isPackage ? signal.name : '';
  return path !== '' && modules.some((own) => path === own || path.startsWith(`${own}/`));
}

/** Suffixes of the application's own domains for stages: `acme-staging.co`. */
const STAGE = /-(?:beta|dev|local|preview|prod|qa|sandbox|stage|staging|test|uat)$/;

/**
 * Gathers the application's own names.
 *
 * @param repository `owner/name`, or a folder's name.
 * @param domains `paths.own-domains` of the configuration.
 * @param manifests path and text of the files that name the project (`isNamingFile`).
 */
export function findOwnNames(
  repository: string,
  domains: readonly string[],
  manifests: readonly { path: string; text: string }[],
): OwnNames {
  const said = manifests.map(({ path, text }) => readManifest(path, text));
  const written = [...repository.split(/[/+]/), ...said.flatMap((s) => s.names)];
  const names = written.flatMap((name) => [foldName(name), foldName(withoutPart(name))]);
  const owned = [...domains, ...said.flatMap((s) => s.hosts)].map((d) => registrableDomain(d.toLowerCase()));
  return {
    names: new Set(names.filter((n) => n.length > 1 && !NOBODYS.has(n))),
    domains: new Set(owned.filter((d) => d !== null && !HOMES_OF_ALL.has(d) && !STAND_IN_DOMAIN.test(d)).map(String)),
    modules: said.flatMap(({ modules = [] }) => modules),
  };
}

/**
 * A name without a version or a part of the product at its end: `acme` for `acme-web-app`, `acme-v3`, `acme7.5`.
 * `acme-bot`, `acme-client` and `acme-mcp` are kept, because they are often written for another company's Acme.
 */
function withoutPart(name: string): string {
  const words = name.toLowerCase().split(/[-_. ]+/);
  while (words.length > 1 && PARTS.test(words.at(-1) ?? '')) words.pop();
  const rest = words.join('-').replace(/\d+$/, '');
  return GENERIC_WORDS.has(rest) ? name : rest;
}

const PARTS =
  /^(?:v?\d+|app|admin|backend|desktop|frontend|landing|main|mobile|monorepo|next|platform|portal|project|react|saas|site|web|webapp|website)$/;

/** Names of templates and folders, which identify no application. */
const NOBODYS = new Set(
  'app api backend frontend server client web website site monorepo root workspace project main src dev test my nextapp myapp config conf core settings django mysite myproject'.split(
    ' ',
  ),
);
/** Hosts of the home pages of many projects. */
const HOMES_OF_ALL = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'npmjs.com', 'pypi.org', 'crates.io']);

/** Placeholders for a domain in examples. */
const STAND_IN_DOMAIN = /^(?:your|my|example|domain)|example\.|domain\./;

const LONGEST = 200_000;

/**
 * True for a file that names the project: a manifest or an env example in the root or one folder below, the `CNAME`
 * with the domain for static hosts, and the `robots.txt` and first page with the domain for crawlers.
 */
export function isNamingFile(path: string): boolean {
  const parts = path.split('/');
  const base = parts.at(-1) ?? '';
  if (parts.length > 2) return false;
  return (
    base === 'CNAME' ||
    base === 'robots.txt' ||
    (pathRole(path) === 'product' && (NAMING_MANIFESTS.has(base) || isEnvExample(path)))
  );
}

const NAMING_MANIFESTS: ReadonlySet<string> = new Set([
  'package.json',
  'composer.json',
  'pyproject.toml',
  'Cargo.toml',
  'go.mod',
  'manage.py',
  'pubspec.yaml',
  'index.html',
]);

type Said = { names: string[]; hosts: string[]; modules?: string[] };

function readManifest(path: string, text: string): Said {
  const head = text.slice(0, LONGEST);
  if (path.endsWith('.json')) return readJsonManifest(head);
  if (path.endsWith('robots.txt')) return { names: [], hosts: hostsIn(head, CRAWLED) };
  if (path.endsWith('index.html')) return { names: [], hosts: hostsIn(head, CANONICAL) };
  if (path.endsWith('CNAME')) return { names: [], hosts: head.trim().split(/\s/, 1) };
  if (isEnvExample(path)) return { names: [], hosts: hostsIn(head, OWN_ADDRESS) };
  if (path.endsWith('manage.py')) return { names: PROJECT_OF_DJANGO.exec(head)?.slice(1) ?? [], hosts: [] };
  const module = path.endsWith('go.mod') ? /^module\s+(\S{3,200})/m.exec(head)?.[1] : undefined;
  if (module !== undefined) {
    const own = module.replace(/\/v\d{1,4}$/, '');
    // `github.com/acme` would cover everything Acme has there, and `github.com` everything.
    const isWhole = own.split('/').length >= (HOMES_OF_ALL.has(own.split('/', 1)[0] ?? '') ? 3 : 1);
    return { names: repositoryNames(module.slice(module.indexOf('/') + 1)), hosts: [], modules: isWhole ? [own] : [] };
  }
  const name = /^name\s?[:=]\s?"?([\w.-]{2,100})/m.exec(head)?.[1];
  const addresses = [...head.matchAll(/^(homepage|repository)\s?[:=]\s?"?(https?:\/\/[^\s"]{4,200})/gm)];
  return merge([
    { names: name === undefined ? [] : [name], hosts: [] },
    ...addresses.map(([, key, url = '']) => readAddress(url, key === 'homepage')),
  ]);
}

function readJsonManifest(text: string): Said {
  try {
    const { name, homepage, repository } = JSON.parse(text) as Record<string, unknown>;
    const url =
      typeof repository === 'object' && repository !== null ? (repository as { url?: unknown }).url : repository;
    return merge([
      { names: typeof name === 'string' ? name.replace(/^@/, '').split('/') : [], hosts: [] },
      typeof homepage === 'string' ? readAddress(homepage, true) : NOTHING,
      typeof url === 'string' ? readAddress(url, false) : NOTHING,
    ]);
  } catch {
    return NOTHING; // its reader reports that it is malformed
  }
}

/**
 * Variables for the application's own address, `NEXT_PUBLIC_APP_URL=https://acme.io`, for the URL that others redirect
 * to, `SHOP_CALLBACK_URL=https://acme.io/paid`, or for origins that it accepts, `STORE_CORS=https://acme.io`. URLs of
 * APIs and webhooks may be another party's.
 */
const OWN_ADDRESS =
  /^(?:export )?(?:[A-Z]{2,20}_){0,3}(?:(?:APP|PORTAL|SITE|WEB|WEBSITE|FRONTEND|BACKEND|STOREFRONT|CLIENT|DASHBOARD|NEXTAUTH|BETTER_AUTH)_(?:BASE_)?(?:URL|DOMAIN|HOST|ORIGIN)|(?:CALLBACK|REDIRECT|RETURN|SUCCESS|CANCEL|NOTIFY|IPN)_UR[IL]|CORS(?:_ALLOWED)?(?:_ORIGINS?)?|ALLOWED_HOSTS|(?:COOKIE|SESSION)_DOMAIN)=["']?(?:https?:\/\/)?([\w.-]{4,200})/gm;

/** `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'acme.settings')` */
const PROJECT_OF_DJANGO = /DJANGO_SETTINGS_MODULE["'], ?["'](\w{2,60})\./;

/** `Sitemap: https://acme.io/sitemap.xml`, where crawlers find the list of a site's pages. */
const CRAWLED = /^(?:sitemap|host):[ \t]*(?:https?:\/\/)?([\w.-]{4,200})/gim;
/** `<link rel="canonical" href="https://acme.io/">`, the page's own address. */
const CANONICAL =
  /(?:\brel=["']canonical["'][ \t]+href|\bproperty=["']og:url["'][ \t]+content)=["']https?:\/\/([\w.-]{4,200})/gi;

function hostsIn(text: string, address: RegExp): string[] {
  return [...text.matchAll(address)].map((match) => match[1] ?? '');
}

const NOTHING: Said = { names: [], hosts: [] };

/** The owner and name in a repository's URL, or the host of a home page. */
function readAddress(url: string, isHome: boolean): Said {
  const [, host = '', path = ''] =
    /^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^/@]{0,100}@)?([^/:#?]{3,200})[/:]?([^#?]{0,300})/.exec(url) ?? [];
  if (HOMES_OF_ALL.has(host)) return { names: repositoryNames(path), hosts: [] };
  return { names: [], hosts: isHome && host !== '' ? [host] : [] };
}

function merge(parts: readonly Said[]): Said {
  return { names: parts.flatMap((p) => p.names), hosts: parts.flatMap((p) => p.hosts) };
}

/** Owner and name of `owner/name/…`. */
function repositoryNames(path: string): string[] {
  return path
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean)
    .slice(0, 2);
}
