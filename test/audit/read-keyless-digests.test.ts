import { describe, expect, test } from 'vitest';
import { auditFiles } from '../support/audit-files.ts';
import type { MemoryCommit } from '../support/make-memory-repository.ts';

// Handlers that compare the signature with what a function of another file computes.

type Files = MemoryCommit['files'];

/** Why the webhooks of a change are unsafe. */
async function told(base: Files, head: Files): Promise<string[]> {
  const { audit } = await auditFiles(base, head);
  return audit.findings.flatMap(({ check, path, args }) =>
    check === 'unsigned-webhook' && 'why' in args ? [`${path} ${args.why}`] : [],
  );
}

const EXPRESS = (call: string, check = ''): Files => ({
  'src/hooks.ts': `import { computeSignature } from './sign';\nrouter.post('/webhooks/acme', async (req, res) => {\n  ${check}if (!timingSafeEqual(Buffer.from(${call}), Buffer.from(req.get('x-acme-signature')))) return res.sendStatus(401);\n  await markPaid(req.body.id);\n  res.end();\n});\n`,
});
const signTs = (parameters: string, digest: string): Files => ({
  'src/sign.ts': `export function computeSignature(${parameters}) {\n  return ${digest}.digest('hex');\n}\n`,
});
const PLAIN = "createHash('sha256').update(body)";

const FLASK: Files = {
  'app.py':
    "from sign import compute_signature\n\n@app.route('/webhooks/acme', methods=['POST'])\ndef acme():\n    if not hmac.compare_digest(compute_signature(request.data), request.headers['X-Acme-Signature']):\n        abort(401)\n    mark_paid(request.json['id'])\n    return 'ok'\n",
};
const GO: Files = {
  'go.mod': 'module example.com/app\n\ngo 1.22\n',
  'main.go':
    'package main\n\nimport "example.com/app/sig"\n\nfunc acme(w http.ResponseWriter, r *http.Request) {\n\tbody, _ := io.ReadAll(r.Body)\n\tif !hmac.Equal([]byte(sig.ComputeSignature(body)), []byte(r.Header.Get("X-Acme-Signature"))) {\n\t\thttp.Error(w, "no", 401)\n\t\treturn\n\t}\n\tmarkPaid(body)\n}\n\nfunc main() { http.HandleFunc("/webhooks/acme", acme) }\n',
};
const rails = (secret: string): Files => ({
  'config/routes.rb': "Rails.application.routes.draw do\n  post '/webhooks/acme', to: 'webhooks#acme'\nend\n",
  'app/controllers/webhooks_controller.rb':
    "class WebhooksController < HooksController\n  def acme\n    return head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(compute_signature(request.raw_post), request.headers['X-Acme-Signature'])\n    Order.find(params[:id]).update!(paid: true)\n    head :ok\n  end\nend\n",
  'app/controllers/hooks_controller.rb': `class HooksController < ApplicationController\n  def compute_signature(body)\n    OpenSSL::HMAC.hexdigest('SHA256', ${secret}, body)\n  end\nend\n`,
});
const goDigest = (lines: string): Files => ({
  'sig/sig.go': `package sig\n\nfunc ComputeSignature(body []byte) string {\n${lines}\n}\n`,
});

describe('a digest of another file', () => {
  test.each<[string, Files, string[]]>([
    [
      'that nobody needs a key for proves nothing',
      { ...EXPRESS('computeSignature(req.rawBody)'), ...signTs('body', PLAIN) },
      ['src/hooks.ts forgeable'],
    ],
    [
      'that is handed a secret and leaves it out proves nothing',
      { ...EXPRESS('computeSignature(req.rawBody, process.env.ACME_SECRET)'), ...signTs('body, secret', PLAIN) },
      ['src/hooks.ts forgeable'],
    ],
    [
      'that a barrel gives out is the same',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign/index.ts': "export * from './digest';\n",
        'src/sign/digest.ts': signTs('body', PLAIN)['src/sign.ts']!,
      },
      ['src/hooks.ts forgeable'],
    ],
    [
      'of one call of Node without a key proves nothing',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts': "export const computeSignature = (body) => crypto.hash('sha256', body);\n",
      },
      ['src/hooks.ts forgeable'],
    ],
    [
      'whose comment speaks of a secret proves nothing',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts': `export function computeSignature(body) {\n  // no secret, no key\n  return ${PLAIN}.digest('hex');\n}\n`,
      },
      ['src/hooks.ts forgeable'],
    ],
    [
      'over the sorted fields of the body proves nothing',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts':
          "export const computeSignature = (body) =>\n  createHash('md5').update(Object.keys(body).sort().map((key) => `${key}=${body[key]}`).join('&')).digest('hex');\n",
      },
      ['src/hooks.ts forgeable'],
    ],
    [
      'of Web Crypto without a key proves nothing',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts':
          "export async function computeSignature(body) {\n  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))).toString('hex');\n}\n",
      },
      ['src/hooks.ts forgeable'],
    ],
    [
      'that another function of its file computes without a key proves nothing',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts': `const sum = (text) => createHash('sha256').update(text).digest('hex');\nexport function computeSignature(body) {\n  return sum(body);\n}\n`,
      },
      ['src/hooks.ts forgeable'],
    ],
    [
      'that another function of its file computes with a secret proves who calls',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts': `const seasoned = (text) => createHash('sha256').update(text + process.env.ACME_SECRET).digest('hex');\nexport function computeSignature(body) {\n  return seasoned(body);\n}\n`,
      },
      [],
    ],
    [
      'over a constant that is read elsewhere proves who calls',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts': `const PREFIX = process.env.ACME_PREFIX;\nexport function computeSignature(body) {\n  return createHash('sha256').update(PREFIX + body).digest('hex');\n}\n`,
      },
      [],
    ],
    [
      'over a parameter that is a key proves who calls',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        'src/sign.ts': `export function computeSignature(body, key = loadKey()) {\n  return createHash('sha256').update(key + body).digest('hex');\n}\n`,
      },
      [],
    ],
    [
      'by a secret with a literal fallback proves nothing',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        ...signTs('body', "createHmac('sha256', process.env.ACME_SECRET ?? 'changeme').update(body)"),
      },
      ['src/hooks.ts default-secret'],
    ],
    [
      'of an HMAC proves who calls',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        ...signTs('body', "createHmac('sha256', process.env.ACME_SECRET).update(body)"),
      },
      [],
    ],
    [
      'over body and secret proves who calls',
      {
        ...EXPRESS('computeSignature(req.rawBody)'),
        ...signTs('body', "createHash('sha256').update(body + process.env.ACME_SECRET)"),
      },
      [],
    ],
    [
      'that calls further code is believed',
      { ...EXPRESS('computeSignature(req.rawBody)'), ...signTs('body', "createHash('sha256').update(seal(body))") },
      [],
    ],
    [
      'without a key beside a check that protects does no harm',
      {
        ...EXPRESS(
          'computeSignature(req.rawBody)',
          "if (!timingSafeEqual(createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest(), Buffer.from(req.get('x-acme-hmac'), 'hex'))) return res.sendStatus(401);\n  ",
        ),
        ...signTs('body', PLAIN),
      },
      [],
    ],
    [
      'of Python without a key proves nothing',
      { ...FLASK, 'sign.py': 'def compute_signature(body):\n    return hashlib.sha256(body).hexdigest()\n' },
      ['app.py forgeable'],
    ],
    [
      'of Python with a key proves who calls',
      {
        ...FLASK,
        'sign.py': 'def compute_signature(body):\n    return hmac.new(SECRET, body, hashlib.sha256).hexdigest()\n',
      },
      [],
    ],
    [
      'of a Rails base class by a secret with a literal fallback proves nothing',
      rails("ENV['ACME_SECRET'] || 'changeme'"),
      ['app/controllers/webhooks_controller.rb default-secret'],
    ],
    ['of a Rails base class by a secret proves who calls', rails("ENV['ACME_SECRET']"), []],
    [
      'of Go without a key proves nothing',
      { ...GO, ...goDigest('\tsum := sha256.Sum256(body)\n\treturn hex.EncodeToString(sum[:])') },
      ['main.go forgeable'],
    ],
    [
      'of Go with a key proves who calls',
      {
        ...GO,
        ...goDigest(
          '\tmac := hmac.New(sha256.New, []byte(os.Getenv("ACME_SECRET")))\n\tmac.Write(body)\n\treturn hex.EncodeToString(mac.Sum(nil))',
        ),
      },
      [],
    ],
  ])('%s', async (_title, head, expected) => {
    expect(await told({}, head)).toEqual(expected);
  });

  test('that a change takes the key from is told of the handler, which it leaves alone', async () => {
    const base = {
      ...EXPRESS('computeSignature(req.rawBody)'),
      ...signTs('body', "createHmac('sha256', process.env.ACME_SECRET).update(body)"),
    };
    expect(await told(base, { ...base, ...signTs('body', PLAIN) })).toEqual(['src/hooks.ts forgeable']);
    expect(await told(base, { ...base, ...signTs('body', "createHmac('sha512', KEY).update(body)") })).toEqual([]);
  });
});
