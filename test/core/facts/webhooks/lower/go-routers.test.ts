import { beforeAll, describe, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';
import type { WebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';

// A route of Go stands behind the paths of the routers that its own was made from: often only they say `webhooks`.

let parse: Syntax;
let knowledge: WebhookKnowledge;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.go']);
  knowledge = compileWebhookKnowledge((await readRulebook()).rules.values(), 'go');
});

const routes = (text: string): (string | null)[] =>
  findLoweredWebhooks('go', 'internal/server/routes.go', text, parse, knowledge).webhooks.map(({ route }) => route);

const PACKAGES: Readonly<Record<string, readonly [module: string, context: string]>> = {
  gin: ['github.com/gin-gonic/gin', 'c *gin.Context'],
  echo: ['github.com/labstack/echo/v4', 'c echo.Context'],
  fiber: ['github.com/gofiber/fiber/v2', 'c *fiber.Ctx'],
  chi: ['github.com/go-chi/chi/v5', 'w http.ResponseWriter, r *http.Request'],
  gorilla: ['github.com/gorilla/mux', 'w http.ResponseWriter, r *http.Request'],
};
const BODY: Readonly<Record<string, string>> = { gin: 'c.GetRawData()', echo: 'io.ReadAll(c.Request().Body)' };

const file = (framework: string, ...lines: readonly string[]): string => {
  const [module, context] = PACKAGES[framework]!;
  return [
    'package server',
    `import "${module}"`,
    ...lines,
    `func acme(${context}) {`,
    `  body, _ := ${BODY[framework] ?? (framework === 'fiber' ? 'c.Body(), 0' : 'io.ReadAll(r.Body)')}`,
    '  orders.Paid(body)',
    '}',
  ].join('\n');
};
const inMain = (framework: string, ...lines: readonly string[]): string =>
  file(framework, 'func main() {', ...lines, '}');

test.each([
  ['a group of gin', inMain('gin', 'h := r.Group("/webhooks")', 'h.POST("/acme", acme)')],
  ['a group of gin and its block', inMain('gin', 'h := r.Group("/webhooks/")', '{', 'h.POST("acme", acme)', '}')],
  ['a group of echo', inMain('echo', 'h := e.Group("/webhooks")', 'h.POST("/acme", acme)')],
  ['a group of fiber', inMain('fiber', 'h := app.Group("/webhooks")', 'h.Post("/acme", acme)')],
  ['a group that is given no name', inMain('gin', 'r.Group("/webhooks").POST("/acme", acme)')],
  ['a field', inMain('gin', 's.hooks = r.Group("/webhooks")', 's.hooks.POST("/acme", acme)')],
  ['`Route` of chi', inMain('chi', 'r.Route("/webhooks", func(r chi.Router) {', 'r.Post("/acme", acme)', '})')],
  [
    '`Group` of chi, which has no path',
    inMain(
      'chi',
      'r.Route("/webhooks", func(r chi.Router) { r.Group(func(r chi.Router) {',
      'r.Post("/acme", acme)',
      '}) })',
    ),
  ],
  [
    '`With` of chi',
    inMain('chi', 'r.Route("/webhooks", func(r chi.Router) {', 'r.With(logged).Post("/acme", acme)', '})'),
  ],
  ['`Mount` of chi', inMain('chi', 'h := chi.NewRouter()', 'h.Post("/acme", acme)', 'r.Mount("/webhooks", h)')],
  [
    '`Mount` of what a function gives',
    file(
      'chi',
      'func main() { r.Mount("/webhooks", hooks()) }',
      'func hooks() http.Handler {',
      'h := chi.NewRouter()',
      'h.Post("/acme", acme)',
      'return h',
      '}',
    ),
  ],
  [
    'a function that `Route` is given',
    file(
      'chi',
      'func main() { r.Route("/webhooks", s.hooks) }',
      'func (s *S) hooks(h chi.Router) {',
      'h.Post("/acme", acme)',
      '}',
    ),
  ],
  [
    'a function that is handed the group',
    file(
      'gin',
      'func main() { register(db, r.Group("/webhooks")) }',
      'func register(db *DB, h *gin.RouterGroup) {',
      'h.POST("/acme", acme)',
      '}',
    ),
  ],
  [
    'a subrouter of gorilla',
    inMain('gorilla', 'h := r.PathPrefix("/webhooks").Subrouter()', 'h.HandleFunc("/acme", acme).Methods("POST")'),
  ],
])('%s', (_, text) => {
  expect(routes(text)).toEqual(['/webhooks/acme']);
});

test('paths of groups in groups, through functions', () => {
  const text = file(
    'gin',
    'func main() {',
    'api := r.Group("/api")',
    'v1 := api.Group("/v1")',
    'register(v1)',
    '}',
    'func register(r *gin.RouterGroup) {',
    'r = r.Group("/webhooks")',
    'r.POST("/acme", acme)',
    '}',
  );
  expect(routes(text)).toEqual(['/api/v1/webhooks/acme']);
});

describe('the path of another router is none of it', () => {
  test.each([
    [
      'beside',
      inMain(
        'gin',
        'h := r.Group("/webhooks")',
        'h.GET("/", list)',
        'o := r.Group("/orders")',
        'o.POST("/acme", acme)',
      ),
    ],
    [
      'of the same name in another block',
      inMain(
        'gin',
        '{',
        'h := r.Group("/webhooks")',
        '}',
        '{',
        'h := r.Group("/orders")',
        'h.POST("/acme", acme)',
        '}',
      ),
    ],
    [
      'after it',
      inMain('chi', 'r.Route("/webhooks", func(r chi.Router) { r.Get("/", list) })', 'r.Post("/acme", acme)'),
    ],
    [
      'that another function is handed',
      file(
        'gin',
        'func main() { register(r.Group("/webhooks")) }',
        'func register(h *gin.RouterGroup) {}',
        'func more(h *gin.RouterGroup) {',
        'h.POST("/acme", acme)',
        '}',
      ),
    ],
  ])('%s', (_where, text) => {
    expect(routes(text)).toEqual([]);
  });
});

test('routers that are made of each other end', () => {
  expect(routes(inMain('gin', 'a = b.Group("/webhooks")', 'b = a.Group("/x")', 'a.POST("/acme", acme)'))).toEqual([
    '/webhooks/acme',
  ]);
  expect(routes(inMain('chi', 'r.Mount("/webhooks", r)', 'r.Post("/acme", acme)'))).toHaveLength(1);
});

describe('a group that looks after webhooks receives none', () => {
  test.each([
    ['that lists them', inMain('gin', 'h := r.Group("/webhooks")', 'h.GET("", list)', 'h.POST("", acme)'), []],
    [
      'that removes one',
      inMain(
        'chi',
        'r.Route("/webhooks", func(r chi.Router) {',
        'r.Delete("/{id}", remove)',
        'r.Post("/", acme)',
        '})',
      ),
      [],
    ],
    [
      'by patterns',
      inMain('gorilla', 'mux.HandleFunc("GET /webhooks", list)', 'mux.HandleFunc("POST /webhooks", acme)'),
      [],
    ],
    [
      'unlike one beside the list',
      inMain('gin', 'h := r.Group("/webhooks")', 'h.GET("", list)', 'h.POST("/acme", acme)'),
      ['/webhooks/acme'],
    ],
  ])('%s', (_, text, expected) => {
    expect(routes(text)).toEqual(expected);
  });
});
