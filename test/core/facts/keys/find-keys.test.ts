import { describe, expect, it } from 'vitest';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { digestKey } from '../../../../src/core/facts/keys/values/mask-key.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { loadKeySearch } from '../../../support/load-key-search.ts';
import { makePem, pemHeader } from '../../../support/make-pem.ts';

const { search } = await loadKeySearch();

function find(text: string, seed = 'find-keys'): string[] {
  return findKeys(fillSample(text, seed), search).map((k) => `${k.provider}/${k.key} ${k.keyClass} ${k.name}`);
}

describe('findKeys', () => {
  it('says all about a key but the key itself', () => {
    const value = fillSample('sk_live_{{alnum:24}}', 'all');
    const text = `// pay\n  const stripeKey = '${value}';\n`;
    expect(findKeys(text, search)).toEqual([
      {
        line: 2,
        column: 22,
        endColumn: 22 + value.length,
        provider: 'stripe',
        key: 'secret-live',
        keyClass: 'secret',
        mode: 'live',
        masked: `sk_live_…${value.slice(-4)}`,
        digest: digestKey(value),
        proven: false,
        name: 'stripeKey',
      },
    ]);
  });

  it.each([
    ['a shell assignment', 'STRIPE_SECRET_KEY=sk_live_{{alnum:24}}', 'STRIPE_SECRET_KEY'],
    ['a header', 'Authorization: Bearer sk_live_{{alnum:24}}', 'Authorization'],
    ['JSON', '{"apiKey": "sk_live_{{alnum:24}}"}', 'apiKey'],
    ['JSON in a string', '"{\\"apiKey\\":\\"sk_live_{{alnum:24}}\\"}"', 'apiKey'],
    ['a hash of Ruby', "key => 'sk_live_{{alnum:24}}'", 'key'],
    ['a constant of Rust', 'const API_KEY: &str = "sk_live_{{alnum:24}}";', 'API_KEY'],
    ['a variable of Go', 'var apiKey string = "sk_live_{{alnum:24}}"', 'apiKey'],
    ['a default in JavaScript', "key: process.env.STRIPE_KEY ?? 'sk_live_{{alnum:24}}',", 'STRIPE_KEY'],
    ['a flag', 'stripe listen --api-key sk_live_{{alnum:24}}', 'api-key'],
    ['an environment of Kubernetes', '- name: PAY_KEY\n  value: "sk_live_{{alnum:24}}"', 'PAY_KEY'],
    ['a call', "stripe('sk_live_{{alnum:24}}')", 'null'],
    ['a query', 'https://acme.dev/?key=sk_live_{{alnum:24}}&x=1', 'key'],
    ['an escaped line end', '"a\\nsk_live_{{alnum:24}}"', 'null'],
    ['the end of a sentence', 'It is sk_live_{{alnum:24}}.', 'null'],
  ])('finds a key in %s', (_, text, name) => {
    expect(find(text)).toEqual([`stripe/secret-live secret ${name}`]);
  });

  it.each([
    ['a longer name before', "'mask_live_{{alnum:24}}'"],
    ['a letter before', "'xsk_live_{{alnum:24}}'"],
    ['more of a name behind', "'sk_live_{{alnum:24}}_x'"],
    ['an ellipsis behind', "'sk_live_{{alnum:24}}...'"],
    ['a hole behind', '`sk_live_{{alnum:24}}${rest}`'],
    ['base64 before', "'{{base64:60}}/sk_live_{{alnum:24}}'"],
    ['a member before', 'keys.sk_live_{{alnum:24}}'],
    ['nothing but x', "'sk_live_{{parts:xxxxxxxxxxxxxxxxxxxxxxxx}}'"],
    ['one letter', "'sk_live_{{parts:AAAAAAAAAAAAAAAAAAAAAAAAA}}'"],
    ['words in base64', `whsec_${btoa('weshareallofourkeysinhere')}`],
    ['what its signature counts for', '// Credential=AKIA{{base32:16}}/20240524/us-east-1/s3/aws4_request'],
    ['a run', "'sk_live_{{parts:1234567890abcdefghijklmn}}'"],
  ])('leaves a value with %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  it('takes what the id of a client is given too for no secret of it', () => {
    const value = fillSample('{{uuid}}', 'id');
    expect(find(`clientId: '${value}',\nclientSecret: '${value}',`)).toEqual([]);
    expect(find(`clientId: '{{uuid}}',\nclientSecret: '${value}',`)).toEqual(['null/generic secret clientSecret']);
    expect(find(`secret = '${value}';\nclientSecret = '${value}';`)).not.toEqual([]);
  });

  it('takes a key whose bytes are asked for for that of a cipher', () => {
    expect(find('byte[] KEY = "{{alnum:32}}".getBytes();')).toEqual(['null/generic secret KEY']);
    expect(find('String KEY = "{{alnum:32}}".trim();')).toEqual([]);
  });

  it('knows the secret that pages on one-time passwords show', () => {
    expect(find("totp = { secret: '{{parts:JBSWY3DP}}{{parts:EHPK3PXP}}' }")).toEqual([]);
    expect(find("totp = { secret: '{{base32:16}}' }")).toEqual(['null/generic secret secret']);
  });

  it.each([
    ['github-api/token secret null', '"{{checksum:github:ghp_}}"'],
    ['npm-registry/token secret _authToken', '//registry.npmjs.org/:_authToken={{checksum:github:npm_}}'],
    ['github-api/fine-grained-token secret null', '{{checksum:fine-grained}}'],
    ['vercel/token secret null', '{{checksum:github:vcp_:50}}'],
  ])('believes a checksum: %s', (fact, text) => {
    expect(find(text)).toEqual([fact]);
    expect(findKeys(fillSample(text, 'x'), search).map((k) => k.proven)).toEqual([true]);
  });

  it.each(["'ghp_{{alnum:36}}'", "'npm_{{alnum:36}}'", "'github_pat_{{alnum:22}}_{{alnum:59}}'"])(
    'takes a failing checksum for no key: %s',
    (text) => {
      expect(find(text)).toEqual([]);
    },
  );

  it.each([
    ['supabase/service-role secret key', 'key = "{{jwt:{"iss":"supabase","role":"service_role","ref":"abcdefghij"}}}"'],
    ['supabase/anon publishable key', 'key = "{{jwt:{"iss":"supabase","role":"anon","ref":"abcdefghij"}}}"'],
    ['turso/database-token secret TURSO_AUTH_TOKEN', 'TURSO_AUTH_TOKEN={{jwt:{"a":"rw"}:EdDSA}}'],
  ])('reads what a token says: %s', (fact, text) => {
    expect(find(text)).toEqual([fact]);
  });

  it.each([
    ['"{{jwt:{"iss":"supabase-demo","role":"service_role"}}}"', []],
    ['see {{jwt:{"sub":"u1"}}}', []],
    ['token = "{{jwt:{"sub":"u1"}}}"', ['null/jwt secret token']],
    ['token = "{{jwt:{"a":"rw"}:EdDSA}}"', ['null/jwt secret token']],
  ])('takes a token that says nothing of a rule for none of it: %s', (text, facts) => {
    expect(find(text)).toEqual(facts);
  });

  it.each([
    ['deepgram/api secret apiKey', "const deepgram = createClient({ apiKey: '{{hex:40}}' });"],
    ['deepgram/api secret null', 'let dg = Deepgram::new("{{hex:40}}");'],
    ['google-oauth/client-secret-older secret googleSecret', 'set("googleSecret", "{{alnum:12}}7{{alnum:11}}")'],
    ['twilio/auth-token secret authToken', "// twilio\nauthToken: '{{hex:32}}'"],
    ['aws/secret-access-key secret aws_secret_access_key', 'aws_secret_access_key = {{base64:40}}'],
    ['weights-and-biases/api secret wandb_token', 'wandb login {{hex:40}}'],
    ['null/generic secret secret', "new Pusher({ appId: '1234567', secret: '{{hex:20}}' })"],
    ['pusher/key publishable key', "new Pusher({ appId: '1234567', key: '{{hex:20}}' })"],
    ['algolia/search publishable apiKey', "algolia: { appId: 'C2P6YF8622', apiKey: '{{hex:32}}' }"],
    ['algolia/admin secret ALGOLIA_ADMIN_KEY', 'ALGOLIA_ADMIN_KEY={{hex:32}}'],
    ['google-gemini/api secret GEMINI_API_KEY', 'GEMINI_API_KEY=AIzaSy{{alnum:33}}'],
    ['firebase/web-api-key publishable apiKey', "firebase = { apiKey: 'AIzaSy{{alnum:33}}' }"],
    ['elevenlabs/api secret key', "key = 'sk_{{hex:48}}'"],
    ['telegram/bot-token secret BOT_TOKEN', 'BOT_TOKEN={{digits:10}}:AA{{alnum:33}}'],
  ])('lets shape and surroundings name the provider: %s', (fact, text) => {
    expect(find(text)).toEqual([fact]);
  });

  it.each([
    ['a commit', 'uses: deepgram/action@{{hex:40}}'],
    ['a name of code', 'return { GoogleOauthModal: GoogleOauthModalCallback,'],
    ['the next name of a list', '["usersOauth2GoogleSecret","usersOauth2FacebookAppid"]'],
    ['the next name of an env file', 'GOOGLE_CLIENT_SECRET=\nGOOGLE_PUBSUB_TOPIC_NAME=a/b\n'],
    ['the next name without a value', 'GOOGLE_CLIENT_SECRET=\nGOOGLE_PUBSUB_TOPIC_NAME=\n'],
    ['the next name of YAML', '  GOOGLE_CLIENT_SECRET:\n  GOOGLE_PUBSUB_TOPIC_NAME: a/b\n'],
    ['the next setting', '  google_client_secret =\n  google_pubsub_topic_name = a/b\n'],
    ['an id', "deepgramRequestId: '{{hex:40}}'"],
    ['a hash nobody names', "const value = '{{hex:40}}';"],
    ['a checksum', "checksum: '{{hex:32}}' # datadog"],
  ])('leaves %s alone, though a key could look like it', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  it.each([
    [
      'postgresql/url connection-string DATABASE_URL',
      'DATABASE_URL=postgres://shop:{{alnum:16}}@db.acme.dev:5432/shop',
    ],
    [
      'supabase/database-url connection-string url',
      'url = "postgresql://postgres:{{alnum:16}}@db.abcdef.supabase.co:5432/postgres"',
    ],
    ['mysql/url connection-string url', 'url = "jdbc:mysql://shop:{{alnum:16}}@db.acme.dev/shop"'],
    ['null/url-password connection-string api', 'api: https://shop:{{alnum:16}}@api.acme.dev/v2'],
    [
      'github-api/token secret x-access-token',
      'git clone https://x-access-token:{{checksum:github:ghp_}}@github.com/acme/shop',
    ],
  ])('finds passwords in URLs: %s', (fact, text) => {
    expect(find(text)).toEqual([fact]);
  });

  it('shows neither the password nor the rest of a URL', () => {
    const text = fillSample('postgres://shop:{{alnum:16}}@db.acme.dev:5432/shop?sslmode=require', 'url');
    expect(findKeys(text, search).map((k) => k.masked)).toEqual(['postgres://shop:…@db.acme.dev']);
  });

  it('reports a block of a private key once, at its first line', () => {
    const text = fillSample(makePem('RSA PRIVATE KEY', '\nMII{{base64:61}}\n{{base64:64}}\n'), 'pem');
    const facts = findKeys(`\nKEY = """${text}"""`, search);
    expect(facts.map((k) => [k.key, k.keyClass, k.line, k.column, k.endColumn, k.name, k.masked])).toEqual([
      ['private-key', 'private-key', 2, 10, 41, 'KEY', `${pemHeader('RSA PRIVATE KEY')}…`],
    ]);
  });

  it('places several keys in order, each with its own line', () => {
    const text = 'a = "sk_live_{{alnum:24}}"\r\n\r\nb = "gsk_{{alnum:52}}", c = "phc_{{alnum:43}}"\r\n';
    expect(findKeys(fillSample(text, 'places'), search).map((k) => [k.key, k.line, k.column])).toEqual([
      ['secret-live', 1, 6],
      ['api', 3, 6],
      ['project', 3, 70],
    ]);
  });

  it('counts characters and not their bytes up to a key', () => {
    const text =
      '// 🧀 für\n"ж" "€": "sk_live_{{alnum:24}}", "🧀": "xoxd-{{alnum:60}}", "é_password": "t7#Kq!9wLm$x"\n';
    expect(findKeys(fillSample(text, 'units'), search).map((k) => [k.key, k.line, k.column])).toEqual([
      ['secret-live', 2, 11],
      ['session-cookie', 2, 53],
      ['password', 2, 136],
    ]);
  });

  it('holds no key in any fact', () => {
    const value = fillSample('{{alnum:43}}', 'none');
    expect(JSON.stringify(findKeys(`phc_${value}`, search))).not.toContain(value.slice(0, -4));
  });

  it('stops at a thousand keys in one text', () => {
    const text = Array.from({ length: 1200 }, (_, i) => fillSample('sk_live_{{alnum:24}}', `n${i}`)).join('\n');
    expect(findKeys(text, search)).toHaveLength(1000);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('takes %s for an ordinary name', (name) => {
    expect(find(`${name} = "sk_live_{{alnum:24}}"`)).toEqual([`stripe/secret-live secret ${name}`]);
  });
});

// The bound is wide: what grows with the square of the length takes minutes at this size.
describe('remarks', () => {
  it('belong to the key on their line or below', () => {
    const mark = '# integration-audit-ignore leaked-key';
    const text = fillSample(
      `a = 'sk_live_{{alnum:24}}' ${mark}: sandbox\n${mark}\nb = 'sk_live_{{alnum:24}}'\nc = 'sk_live_{{alnum:24}}'\n`,
      'remarks',
    );
    expect(findKeys(text, search).map((k) => [k.line, k.remark])).toEqual([
      [1, 'sandbox'],
      [3, ''],
      [4, undefined],
    ]);
  });
});

describe('findKeys on hostile text', () => {
  const SIZE = 2_000_000;
  it.each([
    ['one long word', 'a'],
    ['headers of tokens', 'eyJ'],
    ['parts of tokens', 'eyJaaaaaaaaaaaa.'],
    ['beginnings of URLs', '://'],
    ['user parts', 'postgres://a:bcdefgh'],
    ['beginnings of blocks', pemHeader('PRIVATE KEY')],
    ['blocks without end', `${pemHeader('RSA PRIVATE KEY')}\nMIIabcabcabcabcabcabc`],
    ['hashes', '0f3a91bc77d2e4459aa1c0de9b8f7712 '],
    ['given hashes', 'aws_secret=0f3a91bc77d2e4459aa1c0de9b8f771200112233 '],
    ['quotes', "token='"],
    ['markers', 'sk-proj-T3BlbkFJ'],
    ['blanks', ' '],
    ['dots', 'a.'],
  ])('takes no more than linear time over %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(SIZE / unit.length));
    const started = process.threadCpuUsage();
    findKeys(text, search);
    const { user, system } = process.threadCpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});

describe('findKeys of what is only shown', () => {
  const pem = fillSample(makePem('PRIVATE KEY', '\\n{{base64:120}}\\n'), 'shown');

  it('marks a key that its text shows as an example', () => {
    expect(findKeys(`For example, "${pem}"`, search).map((k) => [k.key, k.sample])).toEqual([['private-key', true]]);
    expect(findKeys(`const key = "${pem}"`, search).map((k) => [k.key, k.sample])).toEqual([
      ['private-key', undefined],
    ]);
  });

  it('tells no guess about one', () => {
    const line = fillSample('ACME_TOKEN={{alnum:32}}', 'shown');
    expect(findKeys(`# Usage, for example:\n# ${line}`, search)).toEqual([]);
    expect(findKeys(`# Usage:\n# ${line}`, search).map((k) => k.key)).toEqual(['generic']);
  });

  it('leaves out the password in the sample user of RFC 7643, but not one like it', () => {
    const user = (password: string): string => `{ "userName": "bjensen", "password": "${password}" }`;
    expect(findKeys(user('t1meMa$heen'), search)).toEqual([]);
    expect(findKeys(user('t1meMa$heen9'), search).map((k) => k.key)).toEqual(['password']);
  });
});
