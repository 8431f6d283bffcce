import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Calls of each language's own libraries by which a check is asked: comparisons, assertions, and what goes over many signatures.

const read = await makeVerdictReader();

const verdict = (path: string, lines: readonly string[]): string | undefined =>
  read({ [path]: lines })[0]
    ?.split(' ')
    .slice(1)
    .join(' ');

const REFUSE = 'return ResponseEntity.status(401).build();';
const STREAM = 'Arrays.stream(signature.split(","))';
const OPTIONAL = 'Optional.ofNullable(token)';

test.each([
  [`if (!StringUtils.equals(digest(body), signature)) ${REFUSE}`, 'verified signature-compared'],
  [`if (!StringUtils.equals(token, secret)) ${REFUSE}`, 'verified token-compared'],
  [`if (digest(body).compareTo(signature) != 0) ${REFUSE}`, 'verified signature-compared'],
  [`if (!Boolean.TRUE.equals(digest(body).equals(signature))) ${REFUSE}`, 'verified signature-compared'],
  [`if (!headers.get("X-Acme-Signature").get(0).equals(digest(body))) ${REFUSE}`, 'verified signature-compared'],
  [
    `String sign = form.remove("sign"); if (!digest(form.toString()).equals(sign)) ${REFUSE}`,
    'verified signature-compared',
  ],
  ['String sign = form.remove("sign"); log.info(sign);', 'unverified no-verification'],
  ['Assert.isTrue(digest(body).equals(signature), "bad signature");', 'verified signature-compared'],
  ['Preconditions.checkArgument(digest(body).equals(signature));', 'verified signature-compared'],
  ['Assert.notNull(signature, "no signature");', 'unverified no-verification'],
  ['assert digest(body).equals(signature);', 'ineffective result-ignored'],
  [`if (${STREAM}.noneMatch(s -> s.equals(digest(body)))) ${REFUSE}`, 'verified signature-compared'],
  [`if (!${STREAM}.map(String::trim).anyMatch(digest(body)::equals)) ${REFUSE}`, 'verified signature-compared'],
  [`if (${STREAM}.filter(digest(body)::equals).findFirst().isEmpty()) ${REFUSE}`, 'verified signature-compared'],
  [`if (${STREAM}.noneMatch(s -> s.length() > 0)) ${REFUSE}`, 'unverified no-verification'],
  [`if (!${OPTIONAL}.map(t -> t.equals(secret)).orElse(false)) ${REFUSE}`, 'verified token-compared'],
  [`if (!${OPTIONAL}.map(secret::equals).orElse(Boolean.FALSE)) ${REFUSE}`, 'verified token-compared'],
  [`if (!${OPTIONAL}.map(t -> t.equals(secret)).orElse(true)) ${REFUSE}`, 'ineffective skipped-without-signature'],
  [`${OPTIONAL}.filter(secret::equals).orElseThrow(() -> new ForbiddenException());`, 'verified token-compared'],
  [`${OPTIONAL}.filter(t -> !t.isBlank()).orElseThrow(() -> new ForbiddenException());`, 'unverified no-verification'],
  [
    `boolean valid = switch (kind) { case "signed" -> digest(body).equals(signature); default -> false; }; if (!valid) ${REFUSE}`,
    'verified signature-compared',
  ],
  [`if (check(body, signature) != Outcome.GENUINE) ${REFUSE}`, 'verified signature-compared'],
  ['if (check(body, signature) != Outcome.GENUINE) log.warn("bad");', 'ineffective result-ignored'],
])('Java: %s', (check, expected) => {
  const lines = [
    '@RestController public class AcmeWebhookController {',
    '  @Value("${acme.webhook.secret}") private String secret;',
    '  @PostMapping("/webhooks/acme") public ResponseEntity<Void> take(@RequestBody String body, @RequestHeader("X-Acme-Signature") String signature, @RequestHeader("X-Acme-Token") String token, @RequestHeader HttpHeaders headers, @RequestParam Map<String, String> form) {',
    `    ${check}`,
    '    orders.markPaid(body);',
    '    return ResponseEntity.ok().build();',
    '  }',
    '  private Outcome check(String body, String signature) {',
    '    if (signature == null) return Outcome.MISSING;',
    '    return digest(body).equals(signature) ? Outcome.GENUINE : Outcome.FORGED;',
    '  }',
    '  private String digest(String body) {',
    '    Mac mac = Mac.getInstance("HmacSHA256");',
    '    mac.init(new SecretKeySpec(secret.getBytes(), "HmacSHA256"));',
    '    return Hex.encodeHexString(mac.doFinal(body.getBytes()));',
    '  }',
    '}',
  ];
  expect(verdict('src/main/java/com/acme/AcmeWebhookController.java', lines)).toBe(expected);
});

const SPLIT = 'Request.Headers["X-Acme-Signature"].ToString().Split(",")';

test.each([
  [
    `if (${SPLIT}.FirstOrDefault(s => s == Digest(body)) == null) return Unauthorized();`,
    'verified signature-compared',
  ],
  [`if (!${SPLIT}.Where(s => s == Digest(body)).Any()) return Unauthorized();`, 'verified signature-compared'],
  [`if (${SPLIT}.All(s => s != Digest(body))) return Unauthorized();`, 'verified signature-compared'],
  [`if (${SPLIT}.FirstOrDefault(s => s.Length > 0) == null) return Unauthorized();`, 'unverified no-verification'],
  [`Debug.Assert(${SPLIT}.First() == Digest(body));`, 'ineffective result-ignored'],
])('C#: %s', (check, expected) => {
  const lines = [
    '[Route("webhooks/acme")]',
    'public class AcmeWebhookController : ControllerBase {',
    '  [HttpPost] public async Task<IActionResult> Take() {',
    '    var body = await new StreamReader(Request.Body).ReadToEndAsync();',
    `    ${check}`,
    '    await _orders.MarkPaid(body);',
    '    return Ok();',
    '  }',
    '  private string Digest(string body) => Convert.ToHexString(new HMACSHA256(_secret).ComputeHash(Encoding.UTF8.GetBytes(body)));',
    '}',
  ];
  expect(verdict('Controllers/AcmeWebhookController.cs', lines)).toBe(expected);
});

test.each([
  [
    'if !slices.ContainsFunc(given, func(s string) bool { return s == expected }) { return }',
    'verified signature-compared',
  ],
  ['if !slices.Contains(given, expected) { return }', 'verified signature-compared'],
  ['if !slices.ContainsFunc(given, func(s string) bool { return s != "" }) { return }', 'unverified no-verification'],
  [
    'var text strings.Builder; text.WriteString(string(body)); text.WriteString("&key=" + os.Getenv("ACME_KEY")); sum := sha256.Sum256([]byte(text.String())); if hex.EncodeToString(sum[:]) != given[0] { return }',
    'verified token-compared',
  ],
  [
    'var text strings.Builder; text.WriteString(string(body)); sum := sha256.Sum256([]byte(text.String())); if hex.EncodeToString(sum[:]) != given[0] { return }',
    'unverified no-verification',
  ],
  ['if given[0] != expected { panic("bad signature") }', 'verified signature-compared'],
  ['if given[0] != expected { log.Println("bad signature") }', 'ineffective result-ignored'],
])('Go: %s', (check, expected) => {
  const lines = [
    'package main',
    'func AcmeWebhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  mac := hmac.New(sha256.New, []byte(os.Getenv("ACME_SECRET")))',
    '  mac.Write(body)',
    '  expected := hex.EncodeToString(mac.Sum(nil))',
    '  given := strings.Split(r.Header.Get("X-Acme-Signature"), ",")',
    `  ${check}`,
    '  orders.MarkPaid(body)',
    '}',
    'func main() { http.HandleFunc("/webhooks/acme", AcmeWebhook) }',
  ];
  expect(verdict('main.go', lines)).toBe(expected);
});

test.each([
  [
    'if String.equivalent?(signature, expected), do: pay(conn, params), else: refuse(conn)',
    'verified signature-compared',
  ],
  ['if valid?.(signature), do: pay(conn, params), else: refuse(conn)', 'verified signature-compared'],
  [
    'if Enum.reduce(String.split(signature, ","), false, fn s, acc -> acc or s == expected end), do: pay(conn, params), else: refuse(conn)',
    'verified signature-compared',
  ],
  ['valid?.(signature); pay(conn, params)', 'ineffective result-ignored'],
])('Elixir: %s', (check, expected) => {
  const lines = [
    'defmodule ShopWeb.AcmeWebhookController do',
    '  use ShopWeb, :controller',
    '  def create(conn, params) do',
    '    [signature] = get_req_header(conn, "x-acme-signature")',
    '    expected = :crypto.mac(:hmac, :sha256, System.fetch_env!("ACME_SECRET"), conn.assigns.raw_body)',
    '    valid? = fn given -> Plug.Crypto.secure_compare(given, expected) end',
    `    ${check}`,
    '  end',
    '  defp pay(conn, params) do',
    '    Orders.mark_paid(params)',
    '    send_resp(conn, 200, "")',
    '  end',
    '  defp refuse(conn), do: send_resp(conn, 401, "")',
    'end',
  ];
  expect(verdict('lib/shop_web/controllers/acme_webhook_controller.ex', lines)).toBe(expected);
});
