import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const ROUTE = 'app/api/webhooks/meta/deauthorize/route.ts';
const TEXT =
  "import { parseSignedRequest } from '@/lib/signed';\nexport async function POST(request) { const form = await request.formData(); const payload = parseSignedRequest(form.get('signed_request'), process.env.META_APP_SECRET); if (!payload) return Response.json({}, { status: 400 }); await db.user.delete({ where: { id: payload.user_id } }); return Response.json({}); }";

test.each([
  [
    'with the key that it is handed, proves the request',
    "const mac = createHmac('sha256', appSecret).update(payload).digest('base64url'); if (mac !== signature) return null;",
    `${ROUTE} verified signature-compared lib/signed.ts:2`,
  ],
  ['and leaves the key alone, proves nothing', '', `${ROUTE} unverified no-verification -`],
])('what takes a signed part of the body apart, %s', (_title, check, expected) => {
  const files = {
    [ROUTE]: TEXT,
    'lib/signed.ts': `import { createHmac } from 'node:crypto';\nexport function parseSignedRequest(signedRequest: string, appSecret: string) { const [signature, payload] = signedRequest.split('.'); ${check} return JSON.parse(payload); }`,
  };
  expect(settleFiles(reader, files)).toEqual([expected]);
});

test.each([
  [
    'with a key of its own, proves the request',
    "const { signature, ...rest } = fields; return createHash('md5').update(new URLSearchParams(rest) + process.env.ACME_PASSPHRASE).digest('hex') === signature;",
    'app/api/webhooks/acme/route.ts verified signature-compared lib/acme.ts:2',
  ],
  [
    'for what it lacks, proves nothing',
    "return typeof fields.order === 'string' && fields.signature.length > 0;",
    'app/api/webhooks/acme/route.ts unverified no-verification -',
  ],
])('what asks the fields of the body, %s', (_title, body, expected) => {
  const files = {
    'app/api/webhooks/acme/route.ts':
      "import { verifyFields } from '@/lib/acme';\nexport async function POST(request) { const fields = Object.fromEntries(new URLSearchParams(await request.text())); if (!verifyFields(fields)) return new Response('', { status: 400 }); await db.order.update({ where: { id: fields.order }, data: { paid: true } }); return new Response(); }",
    'lib/acme.ts': `import { createHash } from 'node:crypto';\nexport function verifyFields(fields) { ${body} }`,
  };
  expect(settleFiles(reader, files)).toEqual([expected]);
});

test.each([
  [
    'verifies',
    "const mac = createHmac('sha256', process.env.META_APP_SECRET).update(payload).digest('base64url'); if (mac !== signature) throw new BadRequestException();",
    'verified signature-compared src/people.service.ts:2',
  ],
  ['only reads', '', 'unverified no-verification -'],
])('a service that is handed the signed part alone, which it %s', (_title, check, expected) => {
  const files = {
    'src/meta.controller.ts':
      "import { PeopleService } from './people.service';\n@Controller('webhooks/meta')\nexport class MetaController { constructor(private readonly people: PeopleService) {} @Post('deletion') async take(@Body('signed_request') signedRequest: string) { return this.people.forget(signedRequest); } }",
    'src/people.service.ts': `import { createHmac } from 'node:crypto';\nexport class PeopleService { async forget(signedRequest: string) { const [signature, payload] = signedRequest.split('.'); ${check} await this.users.delete(JSON.parse(payload).user_id); } }`,
  };
  expect(settleFiles(reader, files)).toEqual([`src/meta.controller.ts ${expected}`]);
});
