import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Filters of WebFlux and Quarkus, which stand before handlers that do not name them.

const read = await makeVerdictReader();

const CONTROLLER = 'src/main/java/com/acme/api/AcmeWebhookController.java';

test.each([
  ['/webhooks/acme', '!', 'verified signature-compared'],
  ['/webhooks/other', '!', 'unverified no-verification'],
  // What does not fit goes on, and what fits is refused.
  ['/webhooks/acme', '', 'ineffective result-ignored'],
])('a filter of WebFlux stands before the handlers of its paths: %s, refusing where %sequal', (path, not, told) => {
  const found = read({
    [CONTROLLER]: [
      '@RestController @RequestMapping("/webhooks/acme")',
      'public class AcmeWebhookController {',
      '  @PostMapping',
      '  public Mono<Void> take(@RequestBody OrderPayload payload) { return orders.markPaid(payload); }',
      '}',
    ],
    'src/main/java/com/acme/security/SignatureFilter.java': [
      '@Component',
      'public class SignatureFilter implements WebFilter {',
      `  private static final String PATH = "${path}";`,
      '  @Value("${acme.webhook.secret}") private String secret;',
      '  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {',
      '    if (!exchange.getRequest().getURI().getPath().equals(PATH)) return chain.filter(exchange);',
      '    return DataBufferUtils.join(exchange.getRequest().getBody()).flatMap(buffer -> {',
      '      String made = new HmacUtils(HMAC_SHA_256, secret).hmacHex(buffer.toString(UTF_8));',
      `      if (${not}made.equals(exchange.getRequest().getHeaders().getFirst("X-Acme-Signature"))) {`,
      '        return exchange.getResponse().setComplete();',
      '      }',
      '      return chain.filter(exchange);',
      '    });',
      '  }',
      '}',
    ],
  });
  expect(found.filter((each) => each.startsWith(CONTROLLER))).toEqual([`${CONTROLLER}:3 ${told}`]);
});

test.each([
  // Whether what is answered is null is not known.
  ['/webhooks/', 'Optional.of(Response.status(401).build())', 'unknown conditional'],
  ['/other/webhooks/', 'Optional.of(Response.status(401).build())', 'unverified no-verification'],
  ['/webhooks/', 'Optional.empty()', 'ineffective result-ignored'],
])('a filter of Quarkus for %s that answers %s', (prefix, answer, told) => {
  const resource = 'src/main/java/com/acme/HookResource.java';
  const found = read({
    [resource]: [
      '@Path("/webhooks/acme")',
      'public class HookResource {',
      '  @POST',
      '  public Response take(HookEvent event) { orders.markPaid(event.orderId); return Response.ok().build(); }',
      '}',
    ],
    'src/main/java/com/acme/SignatureCheck.java': [
      'public class SignatureCheck {',
      '  @ServerRequestFilter',
      '  public Optional<Response> check(ContainerRequestContext context) {',
      `    if (!context.getUriInfo().getPath().startsWith("${prefix}")) return Optional.empty();`,
      '    String made = new HmacUtils(HMAC_SHA_256, config.secret()).hmacHex(context.getEntityStream());',
      `    if (!made.equals(context.getHeaderString("X-Acme-Signature"))) return ${answer};`,
      '    return Optional.empty();',
      '  }',
      '}',
    ],
  });
  expect(found.filter((each) => each.startsWith(resource))).toEqual([`${resource}:3 ${told}`]);
});

test.each([
  ['as a whole', 'path.equals("/webhooks/acme")', 'unverified no-verification'],
  ['as a whole, by a constant', 'request.getRequestURI().equals(PATH)', 'unverified no-verification'],
  ['from its beginning', 'path.startsWith("/webhooks/acme")', 'verified signature-compared'],
  ['from its beginning, by a constant', 'request.getRequestURI().startsWith(PATH)', 'verified signature-compared'],
])(
  'a filter that asks for the path %s stands before that, and before what lies below accordingly',
  (_, asked, below) => {
    const found = read({
      [CONTROLLER]: [
        '@RestController @RequestMapping("/webhooks/acme")',
        'public class AcmeWebhookController {',
        '  @PostMapping',
        '  public String take(@RequestBody OrderPayload payload) { orders.markPaid(payload); return "ok"; }',
        '  @PostMapping("/refunds")',
        '  public String refund(@RequestBody OrderPayload payload) { orders.refund(payload); return "ok"; }',
        '}',
      ],
      'src/main/java/com/acme/security/SignatureFilter.java': [
        'public class SignatureFilter extends OncePerRequestFilter {',
        '  private static final String PATH = "/webhooks/acme";',
        '  @Value("${acme.webhook.secret}") private String secret;',
        '  @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {',
        '    String path = request.getRequestURI();',
        `    if (${asked}) {`,
        '      String made = new HmacUtils(HMAC_SHA_256, secret).hmacHex(read(request));',
        '      if (!made.equals(request.getHeader("X-Acme-Signature"))) { response.setStatus(401); return; }',
        '    }',
        '    chain.doFilter(request, response);',
        '  }',
        '}',
      ],
    });
    expect(found.filter((each) => each.startsWith(CONTROLLER))).toEqual([
      `${CONTROLLER}:3 verified signature-compared`,
      `${CONTROLLER}:5 ${below}`,
    ]);
  },
);
