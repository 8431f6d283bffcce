import { describe, expect, test } from 'vitest';
import { auditFiles } from '../support/audit-files.ts';
import type { MemoryCommit } from '../support/make-memory-repository.ts';

// Handlers that verify by a secret which a file of settings defines, with a literal where nobody has set it or without.

type Files = MemoryCommit['files'];

/** Why the webhooks of a change are unsafe. */
async function told(base: Files, head: Files): Promise<string[]> {
  const { audit } = await auditFiles(base, head);
  return audit.findings.flatMap(({ check, path, args }) =>
    check === 'unsigned-webhook' && 'why' in args ? [`${path} ${args.why}`] : [],
  );
}

const EXPRESS =
  "import { config } from './config/env';\nrouter.post('/webhooks/acme', async (req, res) => {\n  const expected = createHmac('sha256', config.acme.hookSecret).update(req.rawBody).digest('hex');\n  if (!timingSafeEqual(Buffer.from(req.get('x-acme-signature')), Buffer.from(expected))) return res.sendStatus(401);\n  await markPaid(req.body.id);\n  res.end();\n});\n";

const NAMED: Files = {
  'src/hooks.ts':
    "import { HOOK_SECRET } from './constants';\nimport { verifySignature } from './verify';\nrouter.post('/webhooks/acme', async (req, res) => {\n  if (!verifySignature(req.rawBody, req.get('x-signature'), HOOK_SECRET)) return res.sendStatus(401);\n  await markPaid(req.body.id);\n  res.end();\n});\n",
  'src/verify.ts':
    "export const verifySignature = (body, signature, secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), Buffer.from(signature, 'hex'));\n",
  'src/constants.ts': "export const HOOK_SECRET = process.env.HOOK_SECRET || 'dev-pass';\n",
};

const PYTHON: Files = {
  'app/core/config.py': 'class Settings(BaseSettings):\n    hook_secret: str = "dev-pass"\n\nsettings = Settings()\n',
  'app/hooks.py':
    'from app.core.config import settings\n\n@router.post("/webhooks/acme")\nasync def acme(request: Request):\n    body = await request.body()\n    expected = hmac.new(settings.hook_secret.encode(), body, hashlib.sha256).hexdigest()\n    if not hmac.compare_digest(expected, request.headers["x-signature"]):\n        raise HTTPException(401)\n    await mark_paid(body)\n',
};

/** A controller of Java that compares a digest made with the secret, which it has by the declaration. */
const SPRING = (secret: string, declaration: string): Files => ({
  'src/main/resources/application.yml': 'acme:\n  hook-secret: ${ACME_HOOK_SECRET:dev-pass}\n',
  'src/main/java/shop/HookController.java': `package shop;\n@RestController\npublic class HookController {\n  ${declaration}\n  @PostMapping("/webhooks/acme")\n  public ResponseEntity<String> hook(@RequestBody String body, @RequestHeader("X-Signature") String given) throws Exception {\n    Mac mac = Mac.getInstance("HmacSHA256");\n    mac.init(new SecretKeySpec(${secret}.getBytes(), "HmacSHA256"));\n    if (!MessageDigest.isEqual(mac.doFinal(body.getBytes()), given.getBytes())) return ResponseEntity.status(401).build();\n    orders.markPaid(body);\n    return ResponseEntity.ok("");\n  }\n}\n`,
});

describe('a secret for which a file of settings has a literal is known to all who read it', () => {
  const ALL: readonly [string, Files, string][] = [
    [
      'Express',
      {
        'src/hooks.ts': EXPRESS,
        'src/config/env.ts':
          "export const config = {\n  acme: {\n    hookSecret: process.env.ACME_HOOK_SECRET || 'dev-pass',\n  },\n};\n",
      },
      'src/hooks.ts',
    ],
    ['Express, handed to a function of another file', NAMED, 'src/hooks.ts'],
    ['FastAPI', PYTHON, 'app/hooks.py'],
    [
      'net/http',
      {
        'internal/config/config.go':
          'package config\nfunc Load() *Config {\n\treturn &Config{\n\t\tHookSecret: getEnv("HOOK_SECRET", "dev-pass"),\n\t}\n}\n',
        'internal/api/hook.go':
          'package api\nfunc (s *Server) Routes(mux *http.ServeMux) { mux.HandleFunc("POST /webhooks/acme", s.Hook) }\nfunc (s *Server) Hook(w http.ResponseWriter, r *http.Request) {\n\tbody, _ := io.ReadAll(r.Body)\n\tmac := hmac.New(sha256.New, []byte(s.cfg.HookSecret))\n\tmac.Write(body)\n\tif !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Signature"))) {\n\t\thttp.Error(w, "no", 401)\n\t\treturn\n\t}\n\ts.orders.MarkPaid(body)\n}\n',
      },
      'internal/api/hook.go',
    ],
    [
      'Laravel',
      {
        'config/services.php':
          "<?php\nreturn [\n    'acme' => [\n        'hook_secret' => env('ACME_HOOK_SECRET', 'dev-pass'),\n    ],\n];\n",
        'routes/api.php':
          "<?php\nuse App\\Http\\Controllers\\AcmeController;\nRoute::post('/webhooks/acme', [AcmeController::class, 'receive']);\n",
        'app/Http/Controllers/AcmeController.php':
          "<?php\nnamespace App\\Http\\Controllers;\nclass AcmeController extends Controller {\n  public function receive(Request $request) {\n    $expected = hash_hmac('sha256', $request->getContent(), config('services.acme.hook_secret'));\n    if (! hash_equals($expected, $request->header('X-Signature'))) abort(401);\n    Order::find($request->input('id'))->update(['paid' => true]);\n  }\n}\n",
      },
      'app/Http/Controllers/AcmeController.php',
    ],
    [
      'Rails',
      {
        'config/initializers/acme.rb':
          "Rails.application.configure do\n  config.x.hook_secret = ENV.fetch('HOOK_SECRET', 'dev-pass')\nend\n",
        'config/routes.rb': "Rails.application.routes.draw do\n  post '/webhooks/acme', to: 'hooks#acme'\nend\n",
        'app/controllers/hooks_controller.rb':
          "class HooksController < ApplicationController\n  def acme\n    expected = OpenSSL::HMAC.hexdigest('sha256', Rails.configuration.x.hook_secret, request.raw_post)\n    return head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(expected, request.headers['X-Signature'].to_s)\n    Order.find(params[:id]).update(paid: true)\n    head :ok\n  end\nend\n",
      },
      'app/controllers/hooks_controller.rb',
    ],
    [
      'NestJS',
      {
        'src/config/acme.config.ts':
          "import { registerAs } from '@nestjs/config';\nexport default registerAs('acme', () => ({\n  hookSecret: process.env.ACME_HOOK_SECRET || 'dev-pass',\n}));\n",
        'src/hooks/hooks.controller.ts':
          "import { Controller, Post, Req, Headers, UnauthorizedException } from '@nestjs/common';\nimport { ConfigService } from '@nestjs/config';\n@Controller('webhooks')\nexport class HooksController {\n  constructor(private readonly config: ConfigService, private readonly orders: OrdersService) {}\n  @Post('acme')\n  async acme(@Req() req: RawBodyRequest<Request>, @Headers('x-acme-signature') given: string) {\n    const expected = createHmac('sha256', this.config.get<string>('acme.hookSecret')).update(req.rawBody).digest('hex');\n    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) throw new UnauthorizedException();\n    await this.orders.markPaid(req.body.id);\n  }\n}\n",
      },
      'src/hooks/hooks.controller.ts',
    ],
    [
      'Nuxt',
      {
        'nuxt.config.ts':
          "export default defineNuxtConfig({\n  runtimeConfig: {\n    acmeHookSecret: process.env.ACME_HOOK_SECRET || 'dev-pass',\n  },\n});\n",
        'server/api/webhooks/acme.post.ts':
          "export default defineEventHandler(async (event) => {\n  const config = useRuntimeConfig(event);\n  const body = await readRawBody(event);\n  const expected = createHmac('sha256', config.acmeHookSecret).update(body).digest('hex');\n  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(getHeader(event, 'x-acme-signature')))) throw createError({ statusCode: 401 });\n  await markPaid(JSON.parse(body).id);\n  return { ok: true };\n});\n",
      },
      'server/api/webhooks/acme.post.ts',
    ],
    [
      'Next.js with a schema of zod',
      {
        'src/lib/env.ts':
          "import { z } from 'zod';\nconst schema = z.object({\n  HOOK_SECRET: z.string().min(1).default('dev-pass'),\n});\nexport const env = schema.parse(process.env);\n",
        'src/app/api/webhooks/acme/route.ts':
          "import { env } from '@/lib/env';\nexport async function POST(req: Request) {\n  const raw = await req.text();\n  const expected = createHmac('sha256', env.HOOK_SECRET).update(raw).digest('hex');\n  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(req.headers.get('x-signature')!))) return new Response('', { status: 401 });\n  await markPaid(JSON.parse(raw).id);\n  return new Response('');\n}\n",
      },
      'src/app/api/webhooks/acme/route.ts',
    ],
    [
      'Phoenix',
      {
        'config/runtime.exs':
          'import Config\nconfig :shop,\n  hook_secret: System.get_env("HOOK_SECRET") || "dev-pass"\n',
        'lib/shop_web/router.ex':
          'defmodule ShopWeb.Router do\n  use ShopWeb, :router\n  scope "/webhooks", ShopWeb do\n    post "/acme", HookController, :receive\n  end\nend\n',
        'lib/shop_web/controllers/hook_controller.ex':
          'defmodule ShopWeb.HookController do\n  use ShopWeb, :controller\n  def receive(conn, params) do\n    [signature] = get_req_header(conn, "x-signature")\n    expected = :crypto.mac(:hmac, :sha256, Application.get_env(:shop, :hook_secret), conn.assigns.raw_body) |> Base.encode16(case: :lower)\n    if Plug.Crypto.secure_compare(expected, signature) do\n      Orders.mark_paid(params["id"])\n      send_resp(conn, 200, "")\n    else\n      send_resp(conn, 401, "")\n    end\n  end\nend\n',
      },
      'lib/shop_web/controllers/hook_controller.ex',
    ],
    [
      'ASP.NET',
      {
        'Options/AcmeOptions.cs':
          'public class AcmeOptions\n{\n    public string HookSecret { get; set; } = "dev-pass";\n}\n',
        'Controllers/HookController.cs':
          '[ApiController]\n[Route("webhooks")]\npublic class HookController : ControllerBase\n{\n    private readonly AcmeOptions _options;\n    public HookController(IOptions<AcmeOptions> options) { _options = options.Value; }\n    [HttpPost("acme")]\n    public async Task<IActionResult> Receive()\n    {\n        var body = await new StreamReader(Request.Body).ReadToEndAsync();\n        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(_options.HookSecret));\n        var expected = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(body)));\n        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(Request.Headers["X-Signature"]))) return Unauthorized();\n        await _orders.MarkPaidAsync(body);\n        return Ok();\n    }\n}\n',
      },
      'Controllers/HookController.cs',
    ],
    [
      'Spring, by a class of settings',
      {
        ...SPRING('props.getHookSecret()', 'private final AcmeProperties props;'),
        'src/main/java/shop/AcmeProperties.java':
          'package shop;\n@ConfigurationProperties("acme")\npublic class AcmeProperties {\n  private String hookSecret;\n  public String getHookSecret() { return hookSecret; }\n}\n',
      },
      'src/main/java/shop/HookController.java',
    ],
    [
      'Quarkus',
      SPRING('secret', '@ConfigProperty(name = "acme.hook-secret")\n  String secret;'),
      'src/main/java/shop/HookController.java',
    ],
    [
      'a provider chosen while running',
      {
        'src/config.rs':
          'pub struct Config { pub hook_secret: String }\nimpl Config {\n    pub fn load() -> Self {\n        Config {\n            hook_secret: env::var("HOOK_SECRET").unwrap_or_else(|_| "dev-pass".into()),\n        }\n    }\n}\n',
        'src/hooks.rs':
          'use crate::state::AppState;\npub fn routes() -> Router<AppState> { Router::new().route("/webhooks/{name}", post(receive)) }\npub async fn receive(State(state): State<AppState>, Path(name): Path<String>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, StatusCode> {\n    let provider = state.provider(&name).ok_or(StatusCode::NOT_FOUND)?;\n    let signature = headers.get("X-Signature").and_then(|v| v.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;\n    if !provider.verify_webhook(&body, signature, state.config.hook_secret.as_bytes()) {\n        return Err(StatusCode::UNAUTHORIZED);\n    }\n    state.orders.mark_paid(&body).await;\n    Ok(StatusCode::OK)\n}\n',
      },
      'src/hooks.rs',
    ],
    [
      'Spring',
      SPRING('secret', '@Value("${acme.hook-secret}")\n  private String secret;'),
      'src/main/java/shop/HookController.java',
    ],
  ];

  test.each(ALL)('%s', async (_title, files, path) => {
    expect(await told({}, files)).toEqual([`${path} default-secret`]);
  });

  // Without the literal the same verifies.
  test.each(ALL)('%s, without a literal', async (_title, files) => {
    const set = Object.entries(files).map(([at, text]) => [at, String(text).replaceAll('dev-pass', '')]);
    expect(await told({}, Object.fromEntries(set) as Files)).toEqual([]);
  });
});

describe('no literal stands in', () => {
  test.each<[string, Files]>([
    [
      'for another setting',
      {
        'app/core/config.py': 'class Settings(BaseSettings):\n    hook_secret: str\n    jwt_secret: str = "dev-pass"\n',
      },
    ],
    [
      'where one of several definitions has none',
      { 'app/worker/settings.py': 'class Settings(BaseSettings):\n    hook_secret: str\n' },
    ],
    ['but in settings of tests', { 'app/core/config.py': '', 'tests/config.py': String(PYTHON['app/core/config.py']) }],
  ])('%s', async (_title, files) => {
    expect(await told({}, { ...PYTHON, ...files })).toEqual([]);
  });

  test('for a variable of the environment that is read where it is needed', async () => {
    const read = String(PYTHON['app/hooks.py']).replace('settings.hook_secret', 'os.environ["HOOK_SECRET"]');
    expect(await told({}, { ...PYTHON, 'app/hooks.py': read })).toEqual([]);
  });
});

test('a change of the settings alone undoes what verifies', async () => {
  const before = { ...PYTHON, 'app/core/config.py': String(PYTHON['app/core/config.py']).replace(' = "dev-pass"', '') };
  expect(await told(before, PYTHON)).toEqual(['app/hooks.py default-secret']);
  expect(await told(PYTHON, before)).toEqual([]);
});
