import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles, type Files } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const CONTROLLER =
  "@Controller('webhooks')\nexport class HooksController { @Post('acme') async take(@Body() body) { await this.payments.save(body); } }";
const VERIFIES =
  "@Injectable()\nexport class VerifyMiddleware implements NestMiddleware { use(req, res, next) { if (req.headers['x-acme-signature'] !== createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex')) return res.status(401).end(); next(); } }";
const LOGS =
  '@Injectable()\nexport class LogMiddleware implements NestMiddleware { use(req, res, next) { this.logger.log(req.url); next(); } }';
const FILES: Files = { 'src/hooks.controller.ts': CONTROLLER, 'src/verify.ts': VERIFIES, 'src/log.ts': LOGS };

/** A module that applies middleware, of a project for webhooks. */
const moduleOf = (applies: string): Files => ({
  'src/app.module.ts': `import { VerifyMiddleware } from './verify';\nimport { LogMiddleware } from './log';\nimport { HooksController } from './hooks.controller';\n// webhooks\n@Module({})\nexport class AppModule implements NestModule { configure(consumer: MiddlewareConsumer) { ${applies} } }`,
});

const VERIFIED = 'src/hooks.controller.ts verified signature-compared src/verify.ts:2';
const OPEN = 'src/hooks.controller.ts unverified no-verification -';

describe('middleware that a module of NestJS applies', () => {
  test.each([
    ['covers what lies below its path', "consumer.apply(VerifyMiddleware).forRoutes('webhooks');", VERIFIED],
    [
      'covers a path with its method',
      "consumer.apply(VerifyMiddleware).forRoutes({ path: 'webhooks/*path', method: RequestMethod.POST });",
      VERIFIED,
    ],
    ['covers a controller', 'consumer.apply(VerifyMiddleware).forRoutes(HooksController);', VERIFIED],
    ['covers everything', "consumer.apply(VerifyMiddleware).forRoutes('*');", VERIFIED],
    ['verifies beside others', "consumer.apply(LogMiddleware, VerifyMiddleware).forRoutes('webhooks');", VERIFIED],
    [
      'verifies behind others',
      "consumer.apply(LogMiddleware).forRoutes('*').apply(VerifyMiddleware).forRoutes('webhooks');",
      VERIFIED,
    ],
    ['protects nothing by a log', "consumer.apply(LogMiddleware).forRoutes('webhooks');", OPEN],
    ['does not cover another path', "consumer.apply(VerifyMiddleware).forRoutes('web');", OPEN],
    [
      'does not cover another method',
      "consumer.apply(VerifyMiddleware).forRoutes({ path: 'webhooks', method: RequestMethod.GET });",
      OPEN,
    ],
    [
      'is not believed where it leaves out routes',
      "consumer.apply(VerifyMiddleware).exclude('webhooks/acme').forRoutes('webhooks');",
      OPEN,
    ],
    [
      'covers the rest where it leaves out others',
      "consumer.apply(VerifyMiddleware).exclude('health').forRoutes('webhooks');",
      VERIFIED,
    ],
  ])('%s', (_title, applies, expected) => {
    expect(settleFiles(reader, { ...FILES, ...moduleOf(applies) })).toEqual([expected]);
  });

  test('verifies where it stands in the file of the module', () => {
    const { 'src/app.module.ts': text = '' } = moduleOf("consumer.apply(VerifyMiddleware).forRoutes('webhooks');");
    const own = `${VERIFIES}\n${text.slice(text.indexOf('// webhooks'))}`;
    expect(settleFiles(reader, { 'src/hooks.controller.ts': CONTROLLER, 'src/app.module.ts': own })).toEqual([
      'src/hooks.controller.ts verified signature-compared src/app.module.ts:2',
    ]);
  });

  test('leaves the handler unknown where it cannot be read', () => {
    const { 'src/verify.ts': _verify, ...files } = FILES;
    expect(
      settleFiles(reader, { ...files, ...moduleOf("consumer.apply(VerifyMiddleware).forRoutes('webhooks');") }),
    ).toEqual(['src/hooks.controller.ts unknown delegated-unresolved -']);
  });
});

describe('what stands before a handler of NestJS by other means', () => {
  const CHECKED =
    "const req = context.switchToHttp().getRequest(); if (req.headers['x-acme-signature'] !== createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex')) throw new ForbiddenException();";
  const controller = (imports: string, decorator: string): string =>
    `import { ${imports} } from './signed';\n@Controller('webhooks')\n${decorator}\nexport class HooksController { @Post('acme') async take(@Body() body) { await this.payments.save(body); } }`;
  const signed = (method: string): string => `@Injectable()\nexport class Signed { ${method} }`;
  const GUARD = signed(`canActivate(context) { ${CHECKED} return true; }`);
  const OPENED = 'src/hooks.controller.ts unverified no-verification -';
  const CLOSED = 'src/hooks.controller.ts verified signature-compared src/signed.ts:2';
  const UNREAD = 'src/hooks.controller.ts unknown delegated-unresolved -';

  test.each([
    [
      'an interceptor',
      controller('Signed as SignatureInterceptor', '@UseInterceptors(SignatureInterceptor)'),
      signed(`intercept(context, next) { ${CHECKED} return next.handle(); }`),
      CLOSED,
    ],
    [
      'an interceptor that is named so and checks nothing',
      controller('Signed as SignatureInterceptor', '@UseInterceptors(SignatureInterceptor)'),
      signed('intercept(context, next) { this.logger.log(context.signature); return next.handle(); }'),
      OPENED,
    ],
    [
      'an interceptor for something else',
      controller('Signed as Logging', '@UseInterceptors(Logging)'),
      signed('intercept(context, next) { this.logger.log("webhook"); return next.handle(); }'),
      OPENED,
    ],
    ['a decorator that puts guards together', controller('VerifiedWebhook', "@VerifiedWebhook('acme')"), '', UNREAD],
    ['a decorator for something else', controller('Audited', '@Audited()'), '', OPENED],
  ])('%s', (_title, text, of, expected) => {
    expect(settleFiles(reader, { 'src/hooks.controller.ts': text, 'src/signed.ts': of })).toEqual([expected]);
  });

  test.each([
    [
      'of a module',
      '@Module({ providers: [{ provide: APP_GUARD, useClass: SignatureGuard }] }) export class AppModule {}',
    ],
    [
      'of the application',
      'const app = await NestFactory.create(AppModule); app.useGlobalGuards(new SignatureGuard());',
    ],
  ])('a guard before all, %s', (_title, text) => {
    const files = {
      'src/app.ts': `import { Signed as SignatureGuard } from './signed';\n${text}`,
      'src/hooks.controller.ts': CONTROLLER,
      'src/signed.ts': GUARD,
    };
    expect(settleFiles(reader, files)).toEqual([CLOSED]);
  });

  test('a verifier of which there is but an interface', () => {
    const files = {
      'src/hooks.controller.ts':
        "import { SignatureVerifier } from './ports';\n@Controller('webhooks')\nexport class HooksController { constructor(@Inject(VERIFIER) private readonly verifier: SignatureVerifier) {} @Post('acme') async take(@Body() body, @Headers('x-signature') signature: string) { this.verifier.assertValid(body, signature); await this.payments.save(body); } }",
      'src/ports.ts': 'export interface SignatureVerifier { assertValid(body: unknown, signature: string): void }',
    };
    expect(settleFiles(reader, files)).toEqual([UNREAD]);
  });
});

describe('middleware of Medusa', () => {
  const ROUTE: Files = {
    'src/api/hooks/acme/route.ts':
      "import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';\nexport async function POST(req: MedusaRequest, res: MedusaResponse) { await capture(req.scope).run({ input: req.body }); res.sendStatus(200); }",
  };
  const verify =
    "const verify = (req, res, next) => { if (req.headers['x-acme-signature'] !== createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex')) return res.status(401).end(); next(); };";

  test.each([
    [
      'of its path',
      "{ matcher: '/hooks/*', method: ['POST'], middlewares: [verify] }",
      'verified signature-compared src/api/middlewares.ts:1',
    ],
    ['of another path', "{ matcher: '/store/*', middlewares: [verify] }", 'unverified no-verification -'],
    [
      'of another method',
      "{ matcher: '/hooks/acme', method: 'GET', middlewares: [verify] }",
      'unverified no-verification -',
    ],
  ])('%s', (_title, route, expected) => {
    const text = `${verify}\nexport default defineMiddlewares({ routes: [${route}] });`;
    expect(settleFiles(reader, { ...ROUTE, 'src/api/middlewares.ts': text })).toEqual([
      `src/api/hooks/acme/route.ts ${expected}`,
    ]);
  });
});

describe('middleware of Express before handlers of other files', () => {
  const HOOKS: Files = {
    'src/verify.js':
      "import { createHmac } from 'crypto';\nexport const verify = (req, res, next) => { if (req.headers['x-acme-signature'] !== createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex')) return res.status(401).end(); next(); };",
    'src/take.js': 'export async function acmeWebhook(req, res) { await orders.insert(req.body); res.end(); }',
  };
  const settle = (routes: string): string[] =>
    settleFiles(reader, {
      ...HOOKS,
      'src/app.js': `import { verify } from './verify.js';\nimport { acmeWebhook } from './take.js';\nconst app = express();\n${routes}`,
    });

  test.each([
    [
      'in front of the route',
      "app.use('/webhooks', verify);\napp.post('/webhooks/acme', acmeWebhook);",
      'verified signature-compared src/verify.js:2',
    ],
    [
      'behind the route',
      "app.post('/webhooks/acme', acmeWebhook);\napp.use('/webhooks', verify);",
      'unverified no-verification -',
    ],
  ])('%s', (_title, routes, expected) => {
    expect(settle(routes)).toEqual([`src/take.js ${expected}`]);
  });
});

describe('what runs a callback once it has verified, of another file', () => {
  const MAC = "createHmac('sha256', process.env.ACME_SECRET).update(JSON.stringify(req.body)).digest('hex')";
  test.each([
    [
      'verifies',
      `if (req.headers['x-acme-signature'] !== ${MAC}) return res.status(401).end(); await callback();`,
      'verified signature-compared src/lib/ensure-signed.ts:1',
    ],
    [
      'verifies only where a secret is set',
      `if (!process.env.ACME_SECRET) return callback(); if (req.headers['x-acme-signature'] !== ${MAC}) return res.status(401).end(); await callback();`,
      'optional skipped-without-secret -',
    ],
    ['looks at nothing', "console.log('in'); await callback();", 'unverified no-verification -'],
  ])('%s', (_title, code, expected) => {
    const files = {
      'api/webhooks/acme.ts':
        "import ensureSigned from '../../src/lib/ensure-signed.ts';\nexport default async (req, res) => { return await ensureSigned(req, res, async () => { await saveOrder(req.body); res.status(200).end(); }); };\n",
      'src/lib/ensure-signed.ts': `export default async (req, res, callback) => { ${code} };\n`,
    };
    expect(settleFiles(reader, files)).toEqual([`api/webhooks/acme.ts ${expected}`]);
  });
});

describe('what runs what it is handed, whatever the parameter is called', () => {
  const MAC = "createHmac('sha256', process.env.ACME_SECRET).update(JSON.stringify(req.body)).digest('hex')";
  const CHECK = `if (req.headers['x-acme-signature'] !== ${MAC})`;
  test.each([
    ['once it has verified', `${CHECK} return res.status(401).end(); await work();`, 'verified signature-compared'],
    ['and verifies afterwards', `await work(); ${CHECK} throw new Error('bad');`, 'ineffective after-use'],
    ['whatever it finds', `${CHECK} console.log('bad'); await work();`, 'ineffective result-ignored'],
  ])('%s', (_title, code, expected) => {
    const files = {
      'api/webhooks/acme.ts':
        "import ensureSigned from '../../src/lib/ensure-signed.ts';\nexport default async (req, res) => { return await ensureSigned(req, res, async () => { await saveOrder(req.body); res.status(200).end(); }); };\n",
      'src/lib/ensure-signed.ts': `export default async (req, res, work) => { ${code} };\n`,
    };
    expect(settleFiles(reader, files).map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([expected]);
  });
});
