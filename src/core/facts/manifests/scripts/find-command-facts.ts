import type { PackageScope } from '../../../types.ts';
import { findCommands, type Command, type Word } from './find-commands.ts';
import { findInstalledPackages } from './find-installed-packages.ts';
import { findServiceAddresses } from '../find-service-addresses.ts';
import { findSetVariables } from './find-set-variables.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import type { SignalFact } from '../make-signal-list.ts';
import { parseImageReference } from '../references/parse-image-reference.ts';
import { PUBLIC_REGISTRIES } from '../../../rulebook/public-registries.ts';
import { parseRegistry } from '../references/parse-registry.ts';

/** A fact, and the offset of its command in the script. */
export type CommandFact = { at: number; fact: SignalFact };

/** The facts of a script's commands. `scope` is given to the packages that it installs. */
export function findCommandFacts(script: string, scope: PackageScope): CommandFact[] {
  const found: CommandFact[] = [];
  const own = findOwnFunctions(script);
  for (const command of findCommands(script)) {
    for (const part of [command, ...findWrapped(command)]) {
      const name = nameOf(part);
      if (name === null || own.has(name)) continue;
      const at = part.words[0]?.at ?? 0;
      for (const fact of findFacts(name, part.words.slice(1), scope)) found.push({ at, fact });
    }
  }
  return found;
}

/** Functions that the script defines: calls to them run no program. */
function findOwnFunctions(script: string): ReadonlySet<string> {
  if (!script.includes('()')) return new Set();
  return new Set(
    Array.from(script.matchAll(/(?<![\w.-])([a-z][\w-]{0,60})[ \t]{0,4}\(\)/g), (match) => match[1] ?? ''),
  );
}

/** System programs whose arguments reveal no service. */
const SILENT = new Set(
  (
    'echo printf cd ls cat cp mv rm mkdir rmdir touch chmod chown ln test [ [[ : true false exit return export set unset ' +
    'source . read local declare trap wait sleep date pwd grep egrep sed awk cut tr head tail sort uniq wc tee find ' +
    'xargs diff basename dirname readlink which type man jq yq tar unzip zip gzip id whoami kill ps case esac in for done ' +
    'fi function shift break continue apt apt-get apk yum dnf brew make cmake'
  ).split(' '),
);
const NAME = /^[a-z][a-z0-9._-]{1,40}$/;

function nameOf({ words }: Command): string | null {
  const text = words[0]?.text ?? '';
  const name = text.startsWith('/') ? text.slice(text.lastIndexOf('/') + 1) : text;
  return NAME.test(name) && !SILENT.has(name) ? name : null;
}

/** Programs that run the command in their arguments, with the words before it. */
const WRAPPERS = new Set(
  (
    'npx|bunx|pnpx|uvx|pnpm dlx|pnpm exec|yarn dlx|yarn exec|npm exec|bun x|pipx run|uv run|uv tool run|poetry run|' +
    'pipenv run|bundle exec|mise exec'
  ).split('|'),
);

/** The first words of `WRAPPERS`, as a quick test: most commands start with none of them. */
const FIRST_WORDS = new Set([...WRAPPERS].map((wrapper) => wrapper.split(' ', 1)[0]));

/** The command within a command: after `npx`, `poetry run`, or a lone `--` as in `doppler run -- node server.js`. */
function findWrapped({ words }: Command): Command[] {
  const texts = words.map((w) => w.text);
  const dashes = texts.indexOf('--');
  if (dashes > 0) return [{ words: words.slice(dashes + 1) }];
  if (!FIRST_WORDS.has(texts[0])) return [];
  const length = [1, 2, 3].find((n) => WRAPPERS.has(texts.slice(0, n).join(' ')));
  if (length === undefined) return [];
  const start = texts.findIndex((text, index) => index >= length && !text.startsWith('-'));
  const first = words[start];
  if (first === undefined) return [];
  return [{ words: [{ ...first, text: binaryOf(first.text) }, ...words.slice(start + 1)] }];
}

/** `wrangler@3` runs `wrangler`. A scoped package such as `@sentry/cli` does not show its program's name. */
function binaryOf(text: string): string {
  return text.startsWith('@') ? text : (text.split('@', 1)[0] ?? '');
}

function* findFacts(name: string, args: readonly Word[], scope: PackageScope): Generator<SignalFact> {
  const texts = args.map((a) => a.text);
  yield* findInstalledPackages(name, texts, scope);
  const endpoint = findUrlHosts(optionOf(texts, '--endpoint-url') ?? '')[0];
  if (endpoint !== undefined) {
    yield { kind: 'host', host: endpoint.host, path: endpoint.path };
    // `aws --endpoint-url https://store.acme.io s3 sync`: another vendor's service with the same protocol.
    if (!endpoint.host.endsWith('.amazonaws.com')) return;
  }
  const done = subcommands(texts);
  const isSaid = !GENERAL.has(name) || publishes(name, done);
  if (texts.length > 0 && isSaid && !texts.some((text) => /^--?(?:version|help|V|dry-run)$/.test(text)))
    yield { kind: 'resource', type: `cli:${[name, ...done].join(' ')}` };
  for (const text of texts)
    for (const { scheme } of findServiceAddresses(text)) yield { kind: 'resource', type: `scheme:${scheme}` };
  if (REGISTRY_TOOLS.has(name)) yield* findRegistries(texts);
  if (name === 'helm') yield* findCharts(texts);
  if (name === 'firebase') yield* findProducts(texts);
  if (CLOUDS.has(name)) yield* findOptions(name, texts);
  yield* findSetVariables(texts);
  if (FETCHES.has(name) && texts.some((text) => SENDS.test(text)))
    for (const { host, path } of texts.flatMap(findUrlHosts)) yield { kind: 'host', host, path };
}

/** The value of `--option value` or `--option=value`. */
function optionOf(texts: readonly string[], option: string): string | undefined {
  const at = texts.findIndex((text) => text === option || text.startsWith(`${option}=`));
  return texts[at] === option ? texts[at + 1] : texts[at]?.slice(option.length + 1);
}

/** General-purpose tools that build, fetch and run anything. */
const GENERAL = new Set(
  (
    'npm npx pnpm pnpx yarn bun bunx node deno pip pip3 pipx uv uvx poetry pipenv python python3 py go cargo rustup gem ' +
    'bundle composer dotnet php ruby bash sh zsh git curl wget java mvn gradle gradlew tsc next vite turbo'
  ).split(' '),
);

/** True if such a tool publishes a package to its registry: `npm publish`, `dotnet nuget push`, `gem push`. */
function publishes(name: string, done: readonly string[]): boolean {
  const last = done.at(-1);
  return last === 'publish' || (last === 'push' && name !== 'git');
}

/** The form of a subcommand: `s3`, `route53`, `get-login-password`. Longer words may be anything. */
const SUBCOMMAND = /^[a-z][a-z-]{0,24}\d{0,2}[a-z]{0,4}(?::[a-z][a-z-]{0,24})?$/;
/** Options with a value that may precede the subcommand. */
const VALUED = new Set(['--region', '--profile', '--project', '--endpoint-url', '--output', '--cwd', '--prefix', '-C']);
const RELEASE_STAGES = new Set(['alpha', 'beta', 'preview']);

/** The first subcommands, two at most: `run deploy` in `gcloud beta run deploy api`. */
function subcommands(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < texts.length && found.length < 2; index += 1) {
    const text = texts[index] ?? '';
    if (VALUED.has(text)) index += 1;
    else if (text.startsWith('-') && found.length === 0) continue;
    else if (!SUBCOMMAND.test(text)) break;
    else if (found.length > 0 || !RELEASE_STAGES.has(text)) found.push(text);
  }
  return found;
}

const FETCHES = new Set(['curl', 'wget', 'http', 'https']);
/** Options of a request that sends data or credentials. Without one, the request is usually a download. */
const SENDS = /^(?:-X|-d|-F|-H|-u|--(?:request|data|json|form|header|user|post)[a-z-]*(?:=.*)?)$/;

const REGISTRY_TOOLS = new Set(
  'docker podman buildah skopeo crane nerdctl kaniko executor cosign oras helm gcloud az aws kubectl ko skaffold'.split(
    ' ',
  ),
);

/** Registries that images are pushed to or run from, the images, and the APIs in `gcloud services enable`. */
function* findRegistries(texts: readonly string[]): Generator<SignalFact> {
  const sends = texts.some((text) => /^(?:login|push|tag|build|copy)$/.test(text));
  for (const text of texts) {
    const word = text.replace(/^--?[a-z-]{1,40}=/, '').replace(/^oci:\/\//, '');
    const registry = parseRegistry(word);
    if (registry !== null && (sends || !PUBLIC_REGISTRIES.has(registry.host))) yield { kind: 'host', ...registry };
    else if (/^[a-z0-9-]{2,60}\.googleapis\.com$/.test(word)) yield { kind: 'host', host: word, path: '/' };
    const image = /:[\w.-]+$/.test(word) ? parseImageReference(word) : null;
    if (image !== null) yield { kind: 'image', ...image };
  }
}

/** The charts in `helm install NAME REPOSITORY/CHART`, named like the dependencies of a chart. */
function* findCharts(texts: readonly string[]): Generator<SignalFact> {
  if (!/^(?:install|upgrade|template|pull)$/.test(texts[0] ?? '')) return;
  for (const text of texts) {
    const chart = /^[a-z][\w-]{0,60}\/([a-z][\w-]{0,60})$/.exec(text)?.[1];
    if (chart !== undefined) yield { kind: 'resource', type: `helm:${chart}` };
  }
}

/** The products in `firebase deploy --only hosting,functions:api`, named as in `firebase.json`. */
function* findProducts(texts: readonly string[]): Generator<SignalFact> {
  for (const product of optionOf(texts, '--only')?.split(',', 10) ?? []) {
    const name = /^[a-z]{3,20}/.exec(product)?.[0];
    if (name !== undefined) yield { kind: 'resource', type: `firebase:${name}` };
  }
}

/** Programs for which a single option may add another service of the cloud: `gcloud run deploy --set-secrets=…`. */
const CLOUDS = new Set(['gcloud', 'az', 'aws']);

function* findOptions(name: string, texts: readonly string[]): Generator<SignalFact> {
  for (const text of texts) {
    const option = /^--(?:set|add|update)-[a-z-]{2,40}/.exec(text)?.[0];
    if (option !== undefined) yield { kind: 'resource', type: `cli:${name} ${option}` };
  }
}
