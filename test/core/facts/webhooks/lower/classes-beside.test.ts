import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Classes of the same namespace or package, which the handler's file does not import.

const read = await makeVerdictReader();

describe('a class of C# that the file does not import', () => {
  const settle = (check: string, helper: string): string[] =>
    read({
      'Endpoints/HookEndpoints.cs': [
        `using Acme.Providers;
public static class HookEndpoints
{
    public static void Map(this IEndpointRouteBuilder app)
    {
        app.MapPost("/webhook", async (HttpRequest request, AppDb db, IConfiguration config) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            var signature = request.Headers["X-Acme-Signature"].ToString();
            ${check}
            db.Orders.Add(JsonSerializer.Deserialize<Order>(body));
            await db.SaveChangesAsync();
            return Results.Ok();
        });
    }
}
`,
      ],
      'Providers/AcmeSignature.cs': [helper],
    });
  const REFUSES =
    'if (!AcmeSignature.Verify(config["Acme:WebhookSecret"], body, signature)) return Results.Unauthorized();';
  const helper = (returns: string): string => `namespace Acme.Providers;
public static class AcmeSignature
{
    public static bool Verify(string secret, string body, string signature)
    {
        ${returns}
    }
}
`;
  const KEYED =
    'using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)); var expected = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(body))); return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));';

  test('its static method verifies', () => {
    expect(settle(REFUSES, helper(KEYED))).toEqual(['Endpoints/HookEndpoints.cs:6 verified signature-compared']);
  });

  test('its answer is not heeded', () => {
    const ignores = 'AcmeSignature.Verify(config["Acme:WebhookSecret"], body, signature);';
    expect(settle(ignores, helper(KEYED))).toEqual(['Endpoints/HookEndpoints.cs:6 ineffective result-ignored']);
  });

  test('it passes what comes without a secret', () => {
    expect(settle(REFUSES, helper(`if (string.IsNullOrEmpty(secret)) return true; ${KEYED}`))).toEqual([
      'Endpoints/HookEndpoints.cs:6 optional skipped-without-secret',
    ]);
  });

  test('an object of it verifies', () => {
    const refuses =
      'if (!new AcmeSignature(config["Acme:WebhookSecret"]).Matches(body, signature)) return Results.Unauthorized();';
    const made = `public class AcmeSignature
{
    private readonly string _secret;
    public AcmeSignature(string secret) { _secret = secret; }
    public bool Matches(string body, string signature)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(_secret));
        return CryptographicOperations.FixedTimeEquals(hmac.ComputeHash(Encoding.UTF8.GetBytes(body)), Convert.FromHexString(signature));
    }
}
`;
    expect(settle(refuses, made)).toEqual(['Endpoints/HookEndpoints.cs:6 verified signature-compared']);
  });
});

describe('a class of the same package of Java', () => {
  const settle = (returns: string): string[] =>
    read({
      'src/main/java/shop/hooks/HookController.java': [
        `package shop.hooks;
@RestController
public class HookController {
  @Value("\${acme.webhook.secret}")
  private String secret;
  @PostMapping("/webhooks/acme")
  public ResponseEntity<String> take(@RequestBody String body, @RequestHeader("X-Acme-Signature") String signature) {
    if (!AcmeSignatures.isGenuine(body, signature, secret)) return ResponseEntity.status(401).build();
    orders.save(body);
    return ResponseEntity.ok("");
  }
}
`,
      ],
      'src/main/java/shop/hooks/AcmeSignatures.java': [
        `package shop.hooks;
final class AcmeSignatures {
  static boolean isGenuine(String body, String signature, String secret) throws Exception {
    ${returns}
  }
}
`,
      ],
    });

  test.each([
    [
      'verifies',
      'Mac mac = Mac.getInstance("HmacSHA256"); mac.init(new SecretKeySpec(secret.getBytes(), "HmacSHA256")); return MessageDigest.isEqual(mac.doFinal(body.getBytes()), signature.getBytes());',
      'verified signature-compared',
    ],
    [
      'digests without a key',
      'MessageDigest digest = MessageDigest.getInstance("SHA-256"); return MessageDigest.isEqual(digest.digest(body.getBytes()), signature.getBytes());',
      // What is handed the signature may check it in ways that are not followed.
      'unknown delegated-unresolved',
    ],
  ])('%s', (_title, returns, expected) => {
    expect(settle(returns)).toEqual([`src/main/java/shop/hooks/HookController.java:6 ${expected}`]);
  });
});
