/**
 * The purpose of a file, derived from its path. Decides what counts as evidence and how severe a finding is:
 *
 * | role            | integrations | keys          |
 * | --------------- | ------------ | ------------- |
 * | `product`       | yes          | full severity |
 * | `test`          | no           | one step lower |
 * | `example`       | no           | one step lower |
 * | `documentation` | no           | one step lower |
 * | `generated`     | no           | full severity: a bundle is what ships |
 * | `vendored`      | no           | not read: third-party code |
 * | `lockfile`      | no           | not read: hashes only |
 * | `binary`        | no           | not read |
 */
export type PathRole =
  | 'product'
  | 'test'
  | 'example'
  | 'documentation'
  | 'generated'
  | 'vendored'
  | 'lockfile'
  | 'binary';

const VENDORED = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'third_party',
  'third-party',
  'thirdparty',
  '.yarn',
  'Pods',
  'site-packages',
  '.venv',
  'venv',
]);
const GENERATED = new Set([
  'dist',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  'out-tsc',
  '__generated__',
  'generated',
  'coverage',
  '.turbo',
  '.vercel',
  // An editor's copies of each save.
  '.history',
]);
const TEST = new Set([
  'test',
  'tests',
  '__tests__',
  'spec',
  'specs',
  'e2e',
  '.storybook',
  'fixtures',
  '__fixtures__',
  '__mocks__',
  'mocks',
  'testdata',
  '_testdata',
  'test-data',
  'test_data',
  'test-files',
  'testing',
  'cypress',
  'playwright',
  'snapshots',
  '__snapshots__',
  '.snapshots',
  'test_resources',
  'test-resources',
  'testutil',
  'testutils',
  'testkit',
  'testserver',
  'testsupport',
  'cassettes',
]);
const EXAMPLE = new Set([
  'example',
  'examples',
  'sample',
  'samples',
  'demo',
  'demos',
  'playground',
  'playgrounds',
  'sandbox',
  'tutorial',
  'tutorials',
]);
const DOCUMENTATION = new Set(['docs', 'doc', 'documentation', 'wiki', 'attached_assets']);
/** Instructions for coding assistants: prompts and the programs that come with them. They never ship. */
const ASSISTANTS = new Set(
  '.agent .agents .aider .amazonq .augment .bmad .bmad-core .claude .cline .clinerules .codex .continue .cursor .gemini .goose .hermes .junie .kilocode .kiro .minimax .opencode .planning .qoder .qwen .roo .serena .specify .taskmaster .trae .trellis .windsurf'.split(
    ' ',
  ),
);
/** The same for GitHub Copilot, beside the workflows in `.github`. */
const OF_COPILOT = new Set(['agents', 'chatmodes', 'get-shit-done', 'instructions', 'prompts', 'skills']);
const LOCKFILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'cargo.lock',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'pipfile.lock',
  'gemfile.lock',
  'composer.lock',
  'go.sum',
  'podfile.lock',
  'package.resolved',
  '.package.resolved',
  'pubspec.lock',
  'mix.lock',
  'packages.lock.json',
  'flake.lock',
  '.terraform.lock.hcl',
  'skills-lock.json',
  'i18n.lock',
  'pixi.lock',
  'gradle.lockfile',
  'symfony.lock',
  'paket.lock',
  'shard.lock',
  'rebar.lock',
]);

const BINARY =
  /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|psd|heic|pdf|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|exe|dll|so|dylib|a|o|obj|lib|wasm|woff2?|ttf|otf|eot|mp[34]|m4a|mov|avi|webm|wav|ogg|flac|pyc|node|bin|dat|db|sqlite3?|parquet|onnx|pt|safetensors|ds_store|snap|svg|map|lottie|glb|gltf|fbx|blend|ipynb_checkpoints)$/;
/** `dockerTest`, `androidTest`, `testFixtures`: the source sets of Gradle; `Acme.Api.UnitTests`: the projects of .NET. */
const TEST_FOLDER = /^(?:[a-z]+[a-z0-9]*Tests?|test[A-Z][A-Za-z]*|(?:[\w-]+\.)+[A-Za-z]*Tests?)$/;
/** `integration_test`, `unit-tests`, `e2e-tests`: one kind of tests. */
const KIND_OF_TESTS =
  /^(?:acceptance|api|browser|contract|e2e|end-to-end|functional|integration|load|perf|performance|regression|smoke|system|ui|unit)[_-]?tests?$/;
/** Data among the stubs of a test. Code does not count, as a stub may ship. */
const STUB = /(?:^|\/)stubs?\/(?:[^/]+\/)*[^/]+\.(?:asc|crt|jwks?|json|key|p12|pem|ya?ml)$/;
/** `functional_tests_key.asc`: for one kind of tests. */
const FOR_TESTS = /(?:^|[/._-])(?:acceptance|e2e|functional|integration|unit)[_-]tests?[._-][^/]*$/;
/** `test-results`, `test_baseline`: the output of a test run. */
const OUTPUT_OF_TESTS = /^tests?[_-](?:artifacts|baselines?|logs?|outputs?|reports?|results?|runs?)$/;
/** Perl's tests, and the folder at the root of a distribution that contains them. */
const OF_PERL = /^t\/|\.t$/;
/** Code that runs the features of Cucumber and Behat. `src/features/support` is part of a product. */
const CUCUMBER = /(?:^|\/)features\/(?:step_definitions\/|support\/[^/]+\.rb$)|^features\/(?:bootstrap|support)\//;
const TEST_FILE =
  /(?:[._-](?:test|tests|spec|e2e|stories|cy|mock|fixture)\.[a-z]+|_test\.(?:go|py|rb|exs|rs|dart)|(?:^|\/)test_[^/]*\.(?:py|rs|rb|c|cc|cpp|sh)|(?:^|\/)\.env\.(?:[a-z]{1,12}[.-])?(?:ci|tests?|testing)(?:[.-]ci)?$|(?:^|\/)conftest\.py|(?:^|\/)tests\.(?:py|rs)|(?:^|\/)phpunit\.xml(?:\.dist)?$|(?:^|\/)(?:vitest|jest|playwright|cypress)[^/]*\.[cm]?[jt]s)$/;
/** `dist_new`, `dist-ssr`: further outputs of a build. */
const GENERATED_FOLDER = /^dist[-_.]\w/;
/** The cache that `php artisan optimize` writes Laravel's configuration to. */
const CACHED_CONFIGURATION = /(?:^|\/)bootstrap\/cache\/[^/]+\.php$/;
/** Third-party libraries and themes in a public folder: `public/assets/plugins/slider`, `wwwroot/lib/jquery`. */
const COPIED_FOR_BROWSERS =
  /(?:^|\/)(?:public|static|webroot|wwwroot)\/(?:[^/]+\/){0,4}(?:libs?|plugins|vendors)\/[^/]+\/(?!.*\.(?:[cm]?tsx?|jsx|vue|svelte)$)/;
/** Plugins that Obsidian stores beside the notes. */
const PLUGIN_OF_OBSIDIAN = /(?:^|\/)\.obsidian\/plugins\/[^/]+\/main\.js$/;
const GENERATED_FILE =
  /(?:\.min\.(?:js|css|mjs)|\.bundle\.js|\.chunk\.js|[._-](?:standalone|umd|iife)\.js|[._-]generated\.[a-z]+|\.gen\.(?:ts|js|go)|\.pb\.go|_pb2?\.(?:py|js|ts)|\.g\.dart|\.designer\.cs|\.d\.[cm]?ts|\.phpstorm\.meta\.php|_ide_helper(?:_models)?\.php)$/;
/** Also a manual page (`acme.1`), and a template that such a text is written from (`README.md.j2`). */
const DOCUMENTATION_FILE =
  /\.(?:md|mdx|markdown|rst|adoc|txt|apib)$|\.(?:md|rst|adoc)\.(?:j2|jinja2?|tmpl|tpl|in)$|^[\w-]+\.[1-8]$/;
const PAGE = /\.(?:html?|ejs|hbs|erb|cshtml|twig|njk|heex)$/;
/** An application's start page, and the layouts around all others. */
const SHELL =
  /^(?:index|_?app|application|base|_?layout|main|master|_?head|_?scripts|_?footer)(?:\.blade)?\.(?:html?\b|ejs|hbs|erb|cshtml|twig|njk|heex)/;
/** Pages of an application, by their purpose: `login.html`, `checkout-success.html`, `admin_v2.html`. */
const APPLICATION_PAGE =
  /^(?:account|admin|auth|bookings?|callback|cart|chat|checkout|contact|dashboard|editor|front(?:end)?|game|home|landing|log-?in|map|options|orders?|panel|pay(?:ments?)?|player|popup|products?|profile|register|settings|shop|side-?panel|sign-?(?:in|up)|store|subscribe|upload|viewer|widget)(?:[-_][a-z0-9]+)?\.(?:html?|ejs|hbs|erb|cshtml|twig|njk|heex)$/;
const TEMPLATES = new Set(['templates', 'layouts', 'partials', 'includes']);
/** Pages that are not served: reports, emails, saved copies. */
const NO_SHELL =
  /(?:^|[/._-])(?:e?mails?|mailers?|newsletters?|reports?|prototypes?|mock-?ups?|wireframes?|sketch(?:es)?|storybook|archive|backup|captured?|research)(?:[/._-]|$)/;

/**
 * Memoized, as each stage of an audit needs the role of each file. Cleared when it reaches the size of a large
 * repository.
 */
const KNOWN = new Map<string, PathRole>();
const MOST_KNOWN = 20_000;

/** The role of a file of the repository. Folder names count for folders only, not in the base name. */
export function pathRole(path: string): PathRole {
  const known = KNOWN.get(path);
  if (known !== undefined) return known;
  const role = readRole(path);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(path, role);
  return role;
}

function readRole(path: string): PathRole {
  const parts = path.split('/');
  const base = (parts.pop() ?? '').toLowerCase();
  if (parts.some((p) => VENDORED.has(p)) || PLUGIN_OF_OBSIDIAN.test(path)) return 'vendored';
  if (LOCKFILES.has(base)) return 'lockfile';
  if (BINARY.test(base)) return 'binary';
  if (parts.some((p) => GENERATED.has(p) || GENERATED_FOLDER.test(p)) || GENERATED_FILE.test(base)) return 'generated';
  if (CACHED_CONFIGURATION.test(path) || isCopied(path)) return 'generated';
  const folders = beforePackage(parts.map((p) => p.toLowerCase()));
  if (
    folders.some((p) => TEST.has(p) || KIND_OF_TESTS.test(p) || OUTPUT_OF_TESTS.test(p) || /[-.]tests$/.test(p)) ||
    parts.some((p) => TEST_FOLDER.test(p)) ||
    CUCUMBER.test(path) ||
    OF_PERL.test(path) ||
    TEST_FILE.test(path.toLowerCase()) ||
    FOR_TESTS.test(path.toLowerCase()) ||
    STUB.test(path.toLowerCase())
  )
    return 'test';
  // Deeper down `contrib` is part of a product, as in `django/contrib`.
  if (folders[0] === 'contrib' || folders.some((p) => EXAMPLE.has(p))) return 'example';
  const manifest = /(?:requirements|constraints)[^/]*\.txt$/.test(base) || parts.at(-1) === 'requirements';
  const instructs = folders.some((p, i) => ASSISTANTS.has(p) || (folders[i - 1] === '.github' && OF_COPILOT.has(p)));
  if (instructs || folders.some((p) => DOCUMENTATION.has(p)) || (DOCUMENTATION_FILE.test(base) && !manifest))
    return 'documentation';
  if (PAGE.test(base) && !isShell(folders, base)) return 'documentation';
  return 'product';
}

/**
 * Whether the file is a copied library or theme. WordPress plugins do not count, as they are often the project's own.
 */
function isCopied(path: string): boolean {
  return COPIED_FOR_BROWSERS.test(path) && !path.includes('wp-content/');
}

/** Whether an HTML page is the application's own, and not an article, a report or an email. */
function isShell(folders: readonly string[], base: string): boolean {
  const path = [...folders, base].join('/');
  const isNamedSo = SHELL.test(base) || APPLICATION_PAGE.test(base);
  return (isNamedSo || folders.some((p) => TEMPLATES.has(p))) && !NO_SHELL.test(path);
}

/** The folders before a JVM package, whose name says nothing: every new Spring project is `com.example.demo`. */
function beforePackage(folders: readonly string[]): readonly string[] {
  const at = folders.findIndex((p, i) => p === 'main' && JVM_ROOTS.has(folders[i + 1] ?? ''));
  return at === -1 ? folders : folders.slice(0, at);
}

const JVM_ROOTS: ReadonlySet<string> = new Set(['java', 'kotlin', 'scala', 'groovy']);

/** Roles whose files are not opened at all. */
export const UNREAD_ROLES: ReadonlySet<PathRole> = new Set(['vendored', 'lockfile', 'binary']);
