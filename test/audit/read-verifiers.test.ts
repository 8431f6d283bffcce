import { describe, expect, test } from 'vitest';
import type { MemoryCommit } from '../support/make-memory-repository.ts';
import { told } from '../support/told-webhooks.ts';

// Files without a word of webhooks that are asked by a handler whether a request is genuine.

type Files = MemoryCommit['files'];

describe('the file of a verifier in which no word speaks of webhooks', () => {
  const shop = (check: string): Files => ({
    'src/main/java/shop/HookController.java':
      '@RestController\npublic class HookController {\n  private final Gateway gateway;\n  @PostMapping("/webhooks/pay")\n  public void take(@RequestHeader("x-callback-token") String token, @RequestBody Map<String, Object> event) {\n    gateway.verifyToken(token);\n    gateway.accept(event);\n  }\n}\n',
    'src/main/java/shop/Gateway.java': `@Service\npublic class Gateway {\n  @Value("\${gateway.callback.token}")\n  private String configured;\n  public void verifyToken(String token) {\n    ${check}\n  }\n  public void accept(Map<String, Object> event) { payments.save(event); }\n}\n`,
  });

  test.each([
    ['verifies', 'if (!configured.equals(token)) throw new SecurityException();', []],
    [
      'may be switched off',
      'if (!"true".equals(System.getenv("SKIP_VERIFICATION")) && !configured.equals(token)) throw new SecurityException();',
      ['src/main/java/shop/HookController.java:4 /webhooks/pay'],
    ],
  ])('%s', async (_title, check, expected) => {
    expect(await told({}, shop(check))).toEqual(expected);
  });
});

describe('the file of a factory in which no word speaks of webhooks', () => {
  const shop = (reads: string): Files => ({
    'src/app/api/webhooks/pay/route.ts':
      "import { Pay } from '../../../../lib/pay';\nexport async function POST(request: Request) {\n  const pay = Pay();\n  await saveOrder(await pay.take(request));\n  return new Response('');\n}\n",
    'src/lib/pay.ts':
      "import { makeOrders } from './orders';\nexport const Pay = () => {\n  const orders = makeOrders(client);\n  return { ...orders };\n};\n",
    'src/lib/orders.ts': `export const makeOrders = (client) => ({\n  async take(request) {\n    return ${reads};\n  },\n});\n`,
  });

  test.each([
    [
      'verifies',
      "stripe.webhooks.constructEvent(await request.text(), request.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET)",
      [],
    ],
    ['lets all in', 'JSON.parse(await request.text())', ['src/app/api/webhooks/pay/route.ts:2 /api/webhooks/pay']],
  ])('%s', async (_title, reads, expected) => {
    expect(await told({}, shop(reads))).toEqual(expected);
  });
});

describe('the file of a guard in which no word speaks of webhooks', () => {
  const shop = (decorator: string, check: string): Files => ({
    'src/hooks.controller.ts': `import { UseAuth } from './auth.decorator';\nimport { CallerGuard } from './caller.guard';\n@Controller('webhooks')\nexport class HooksController {\n  constructor(private readonly orders: Orders) {}\n  @${decorator}(CallerGuard)\n  @Post('acme')\n  async take(@Body() body: Order) { await this.orders.save(body); }\n}\n`,
    'src/auth.decorator.ts':
      'export const UseAuth = (...guards: Guard[]) => applyDecorators(UseGuards(...guards), ApiBearerAuth());\n',
    'src/caller.guard.ts': `@Injectable()\nexport class CallerGuard implements CanActivate {\n  constructor(private readonly settings: Settings) {}\n  canActivate(context: ExecutionContext) {\n    const shown = context.switchToHttp().getRequest().headers['authorization'];\n    return ${check};\n  }\n}\n`,
  });
  const OPEN = ['src/hooks.controller.ts:8 /webhooks/acme'];

  test.each([
    ['verifies', 'UseGuards', 'this.settings.verificationToken === shown', []],
    [
      'verifies, and stands in a decorator of the application',
      'UseAuth',
      'this.settings.verificationToken === shown',
      [],
    ],
    ['asks for a header alone', 'UseGuards', 'shown !== undefined', OPEN],
    ['asks for a header alone in a decorator of the application', 'UseAuth', 'shown !== undefined', OPEN],
  ])('%s', async (_title, decorator, check, expected) => {
    expect(await told({}, shop(decorator, check))).toEqual(expected);
  });
});
