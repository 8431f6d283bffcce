import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Controllers of Java: what they are called for, and how they ask for a secret.

const read = await makeVerdictReader();

const PATH = 'src/main/java/WebhookController.java';

const verdicts = (...lines: readonly string[]): string[] => read({ [PATH]: lines });

test.each([
  ['whatever it is', 'String body', [`${PATH}:3 unverified no-verification`]],
  ['of a type of its own', 'HookDto body', []],
])('what keeps what comes at the route of a class, %s', (_title, taken, told) => {
  expect(
    verdicts(
      '@RestController @RequestMapping("/api/webhook")',
      'public class WebhookController {',
      `  @PostMapping public ResponseEntity<String> save(@RequestBody ${taken}) {`,
      '    orders.process(body);',
      '    return ResponseEntity.ok("");',
      '  }',
      '}',
    ),
  ).toEqual(told);
});

const VERIFY = 'Webhook.constructEvent(body, signature, secret);';

test.each([
  ['and then no check is made', `if (!StringUtils.isBlank(secret)) { ${VERIFY} }`, 'optional skipped-without-secret'],
  [
    'and then nobody is let in',
    `if (Strings.isNullOrEmpty(secret)) { return ResponseEntity.status(503).build(); } ${VERIFY}`,
    'verified sdk-verifier',
  ],
])('a class of texts is asked whether there is a secret, %s', (_title, check, told) => {
  expect(
    verdicts(
      '@RestController',
      'public class WebhookController {',
      '  @PostMapping("/webhook")',
      '  public ResponseEntity<String> take(@RequestBody String body, @RequestHeader("Stripe-Signature") String signature) {',
      `    ${check}`,
      '    orders.process(body);',
      '    return ResponseEntity.ok("");',
      '  }',
      '}',
    ),
  ).toEqual([`${PATH}:3 ${told}`]);
});

test.each([
  [
    'verifies',
    'var event = hooks.constructEvent(payload, stripeHeaderSignature); hooks.apply(event);',
    'verified sdk-verifier',
  ],
  ['asks nothing', 'hooks.apply(hooks.parse(payload));', 'unverified no-verification'],
])(
  'a class of any name, whose interface has the mapping of a method named for webhooks: it %s',
  (_title, does, told) => {
    expect(
      read({
        'src/main/java/shop/PayController.java': [
          'package shop;',
          '@RestController',
          'public class PayController implements PayApi {',
          '  private final Hooks hooks;',
          '  @Override',
          '  public ResponseEntity<Void> payWebhook(String payload, String stripeHeaderSignature) {',
          `    ${does}`,
          '    return ResponseEntity.noContent().build();',
          '  }',
          '}',
        ],
        'src/main/java/shop/Hooks.java': [
          'package shop;',
          '@Service',
          'public class Hooks {',
          '  public Event constructEvent(String payload, String signature) {',
          '    try { return Webhook.constructEvent(payload, signature, secret); }',
          '    catch (SignatureVerificationException e) { throw new RuntimeException(e); }',
          '  }',
          '  public Event parse(String payload) { return Event.GSON.fromJson(payload, Event.class); }',
          '  public void apply(Event event) { orders.save(event); }',
          '}',
        ],
      }),
    ).toEqual([`src/main/java/shop/PayController.java:5 ${told}`]);
  },
);
