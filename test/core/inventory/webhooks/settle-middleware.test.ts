import { beforeAll, describe, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles, type Files } from '../../../support/settle-files.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

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
