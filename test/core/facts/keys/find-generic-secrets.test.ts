import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { makeRule } from '../../../support/make-rule.ts';

const search = compileKeySearch([]);
const find = (text: string): string[] =>
  findKeys(fillSample(text, 'generic'), search).map((k) => `${k.key} ${k.keyClass} ${k.name}`);

describe('generic secrets', () => {
  it.each([
    ['an env file', 'ACME_API_KEY={{alnum:32}}', 'ACME_API_KEY'],
    ['camel case', "const acmeClientSecret = '{{base64url:40}}';", 'acmeClientSecret'],
    ['YAML', '  ACME_TOKEN: {{hex:40}}', 'ACME_TOKEN'],
    ['padded base64', 'ENCRYPTION_KEY={{base64:43}}=', 'ENCRYPTION_KEY'],
    ['base64 with a mark', 'APP_KEY=base64:{{base64:43}}=', 'APP_KEY'],
    ['a key of an environment', 'FINNHUB_KEY={{hex:40}}', 'FINNHUB_KEY'],
    ['a key with an id before it', "const ACME_KEY = '{{digits:8}}-{{hex:25}}';", 'ACME_KEY'],
    ['signs of all kinds within quotation marks', 'ACME_TOKEN = "{{alnum:24}}7%{{alnum:9}}^{{alnum:8}}"', 'ACME_TOKEN'],
    ['a sign before most of it', `ACME_SECRET = '"k3X9vq^{{alnum:20}}7x{{alnum:12}}"'`, 'ACME_SECRET'],
    ['brackets within quotation marks', "acmeApiKey = '{{alnum:24}}7[{{alnum:9}}#]{{alnum:8}}'", 'acmeApiKey'],
    ['letters with a sign between', "acmeSecret = 'RLqZQocxgXHwnaKjJIqBYmmJPrUg_dVoMiQoNJNnQ'", 'acmeSecret'],
    ['groups of hexadecimal digits', 'ACME_SECRET={{hex:4}}-{{hex:4}}-{{hex:6}}-{{hex:6}}-{{hex:8}}', 'ACME_SECRET'],
    ['a number before it', 'ACME_TOKEN=12|{{alnum:40}}', 'ACME_TOKEN'],
    ['a number before it in a header', "'Authorization': 'Bearer 12|{{alnum:40}}'", 'Authorization'],
    ['a socket', "new WebSocket('wss://acme.dev/live?token={{hex:40}}')", 'token'],
    ['two drawn values', "acme = pkg.Acme('{{alnum:30}}0Ol', '{{alnum:40}}')", 'api_secret'],
    ['an id of a flag', './app -token={{uuid}} -listen :80', 'token'],
    ['a token of many characters', 'ACME_TOKEN={{base64url:900}}', 'ACME_TOKEN'],
    ['an id in base64', 'ACME_API_KEY=MjA4NWFkZDMtNGE4OS00NmViLWIyMGMtMTViMjRlMzc0YmU4', 'ACME_API_KEY'],
    ['a list of a variable', 'ACME_API_KEYS={{alnum:32}},{{alnum:32}}', 'ACME_API_KEYS'],
    ['what is piped to a command', 'echo {{hex:40}} | wrangler secret put ACME_TOKEN', 'ACME_TOKEN'],
    ['an entry of Perl', '$ENV{ACME_TOKEN} = "{{alnum:40}}";', 'ACME_TOKEN'],
    ['a client of a module', 'client = acme.Client("{{alnum:40}}")', 'apikey'],
    ['a module that is its client', "const acme = require('acme')('{{alnum:40}}');", 'apikey'],
    ['a cell in bold letters', '| Secret | **{{alnum:32}}** |', 'Secret'],
    ['a value that says so', "const x = 'sk_{{alnum:30}}7aB';", 'x'],
    ['an array of characters', 'char auth[] = "{{base64url:30}}7k";', 'auth'],
    ['an argument after its flag', '"args": ["-y", "--api-key", "{{alnum:40}}"]', 'api-key'],
    ['an entry named behind it', '[entries setObject:@"{{alnum:40}}" forKey:@"acmeToken"];', 'acmeToken'],
    ['a field below its default', '#[arg(default_value = "{{alnum:40}}")]\n    acme_token: String,', 'acme_token'],
    ['a header named behind it', 'request.addValue("{{alnum:40}}", forHTTPHeaderField: "X-Api-Key")', 'X-Api-Key'],
    ['a definition of a bundler', "__API_TOKEN__: JSON.stringify('{{alnum:40}}'),", '__API_TOKEN__'],
    ['sixteen restless letters of a secret', "$secret = 'gq7NzC4nX9mdj7B2';", 'secret'],
    ['a builder of a request', 'client.get(url).bearer_auth("{{alnum:40}}")', 'bearer_auth'],
    ['a setter', "client.setApiKey('live_{{alnum:30}}');", 'ApiKey'],
    ['a UUID of a telling name', 'LOGGLY_TOKEN: "{{uuid}}"', 'LOGGLY_TOKEN'],
    ['a default', 'env("api_token", "{{uuid}}")', 'api_token'],
    ['a header', `curl -H "X-Api-Key: {{alnum:32}}" https://acme.dev`, 'X-Api-Key'],
    ['a bearer', `fetch(url, { headers: { Authorization: 'Bearer {{alnum:40}}' } })`, 'Authorization'],
    ['a key as a scheme', `headers: { 'Authorization': 'key {{hex:32}}' }`, 'Authorization'],
    ['bytes in base 58', "const secret = bs58.decode('{{base58:88}}');", 'secret'],
    ['a UUID in base64', `'Authorization: Basic ${btoa(fillSample('{{uuid}}', 'basic'))}'`, 'Authorization'],
    ['a flag', 'acme deploy --api-token {{alnum:40}} --prod', 'api-token'],
    ['a flag with a sign', 'acme deploy --api-token={{alnum:40}} --prod', 'api-token'],
    ['a variable of one command', 'CI=1 ACME_TOKEN={{alnum:40}} make release', 'ACME_TOKEN'],
    ['a query', 'https://api.acme.dev/v1?api_key={{hex:32}}&page=2', 'api_key'],
    ['an element', '<apiKey>{{alnum:40}}</apiKey>', 'apiKey'],
    ['an attribute beside its name', '<add key="AcmeApiKey" value="{{alnum:40}}" />', 'AcmeApiKey'],
    ['a connection string', 'cs = "Endpoint=acme;AccessKey={{base64:43}}=;Version=1"', 'AccessKey'],
    ['the line below', 'const acmeToken =\n  "{{alnum:40}}";', 'acmeToken'],
    ['the line below of a shell', 'ACME_TOKEN=\\\n{{alnum:40}}', 'ACME_TOKEN'],
    ['a block of YAML', 'acme_token: >-\n  {{alnum:40}}', 'acme_token'],
    ['eight bytes of a password', 'db_password = {{hex:15}}7', 'db_password'],
    ['ten bytes of a secret', "sessionSecret: '{{hex:19}}7',", 'sessionSecret'],
    ['a default of Spring', 'secret: ${JWT_SECRET:{{alnum:40}}}', 'JWT_SECRET'],
    ['a list', "tokens: { acmeTokens: ['{{alnum:40}}'] }", 'acmeTokens'],
    ['sixteen restless letters of a token', "acmeToken: 'k3x9vq2m8zt4wp7d'", 'acmeToken'],
    ['a key of something', "const weatherKey = '{{alnum:30}}7aB4';", 'weatherKey'],
    ['a sign of equality within', "acmeToken: 'x4k_zq=v9wkq2m8z-t4wp7dxk=b3n'", 'acmeToken'],
    ['a sign of equality within an element', '<acmeToken>x4k_zq=v9wkq2m8z-t4wp7dxk=b3n</acmeToken>', 'acmeToken'],
    ['a sign of equality at the end of a line', 'ACME_TOKEN=x4k_zq=v9wkq2m8z-t4wp7dxk=b3n', 'ACME_TOKEN'],
    ['a word behind the secret', 'mySecretString={{alnum:30}}', 'mySecretString'],
    ['letters alone', "const acmeToken = 'XqRvKzWdJbTpLmXhYcGfQsNk';", 'acmeToken'],
    ['a short header of a command', `curl -H "Token: {{hex:15}}7" https://acme.dev`, 'Token'],
    ['a header of an id', `curl -H 'Authorization: {{uuid}}'`, 'Authorization'],
    ['a key that a browser is not given', "acmeSecret = 'pk_{{alnum:30}}7aB4'", 'acmeSecret'],
    ['digits alone of a telling name', 'acmeToken = "7183920456271835"', 'acmeToken'],
    ['a UUID behind a word', 'ACME_SECRET_KEY=sk_{{uuid}}', 'ACME_SECRET_KEY'],
    ['capitals before bytes', 'acme_api_key = "EXO{{hex:24}}"', 'acme_api_key'],
    ['sixteen letters that are no words', 'acmeToken = "qvxugxwp1l2enzfu"', 'acmeToken'],
    ['a token of JSON without any', "'access_token': 'eyJ{{alnum:40}}7aB'", 'access_token'],
    ['an id before the secret', "acme_api_key = 'k3x9vq2m8z:{{alnum:40}}'", 'acme_api_key'],
    ['an id before the secret at the end of a line', 'ACME_KEY=k3x9vq2m8z:{{alnum:40}}', 'ACME_KEY'],
    ['a field of a table', 'api_key,{{alnum:40}},of the shop', 'api_key'],
    ['a quoted field of a table', '"api_key","{{alnum:40}}"', 'api_key'],
    ['a cell of Markdown', '| API key | `{{alnum:40}}` | of the shop |', 'API key'],
    ['a bare cell of Markdown', '| `API_KEY` | {{alnum:40}} |', 'API_KEY'],
    ['a note', 'API key: {{alnum:40}}', 'API key'],
    ['a note of Markdown', '- **Secret Access Key:** {{alnum:40}}', 'Access Key'],
    ['a numbered note', 'Unseal Key 2: {{base64:43}}=', 'Unseal Key'],
    ['a remark', '# api key = {{alnum:40}}', 'api key'],
    ['a flag with one dash', 'acme -token {{alnum:40}} -v', 'token'],
    ['a form of a command', 'curl -d access_token={{hex:40}} https://acme.dev', 'access_token'],
    ['a link of an API', 'curl "https://acme.dev/external/api/get?token={{alnum:32}}&v=1"', 'token'],
    ['any scheme', 'Authorization: acmev1 {{alnum:40}}', 'Authorization'],
    ['any scheme in quotes', "{ 'Authorization': 'SSWS {{alnum:40}}' }", 'Authorization'],
    ['a key of something that is a setting', 'weather-key = {{alnum:30}}7aB4', 'weather-key'],
    ['a key that both sides have', 'PresharedKey = {{base64:43}}=', 'PresharedKey'],
    ['a name that says what not to do', 'todo_secret_do_not_commit = {{alnum:40}}', 'todo_secret_do_not_commit'],
    ['a shop of carts', 'API2CART_TOKEN={{hex:32}}', 'API2CART_TOKEN'],
    ['an API of checkouts', 'CHECKOUT_SECRET_KEY={{alnum:40}}', 'CHECKOUT_SECRET_KEY'],
    ['a sign of equality in backticks', 'acmeToken := `x4k_zq=v9wkq2m8z-t4wp7dxk=b3n`', 'acmeToken'],
    [
      'an object in base64',
      `acmeApiToken = "${btoa(fillSample('{"url":"https://acme.dev","api_key":"{{uuid}}"}', 'object'))}"`,
      'acmeApiToken',
    ],
    ['a long flag with one dash', 'acme run -acme-token={{alnum:40}} x', 'acme-token'],
    ['a key of events', '- routing_key: {{hex:32}}', 'routing_key'],
    ['a row of a table', "INSERT INTO t (name, api_key) VALUES ('acme', '{{alnum:40}}');", 'api_key'],
    ['a sentence', 'Our API key is `{{alnum:32}}`.', 'API key'],
    ['a flow of YAML', 'acme: { on: true, api_key: {{alnum:32}} }', 'api_key'],
    ['an API of something', "WEATHER_API = 'k3X9vq2M8zt4{{alnum:20}}7b'", 'WEATHER_API'],
    ['a key of few letters', "g_key = 'k3X9vq2M8zt4{{alnum:20}}7b'", 'g_key'],
    ['a key of cookies', "cookieKey: 'k3X9vq2M8zt4{{alnum:20}}7b',", 'cookieKey'],
    [
      'a key that an address takes below',
      "let key = 'k3X9vq2M8zt4{{alnum:20}}7b';\nlet url = `${base}?appid=${key}`;",
      'key',
    ],
    ['a key that is added to an address', 'key = "k3X9vq2M8zt4{{alnum:20}}7b"\nurl = base + "&key=" + key', 'key'],
    ['a parameter of an application', 'params = { "appid": "{{hex:32}}" }', 'appid'],
    ['an optional of Swift', 'let token: String? = "{{alnum:40}}"', 'token'],
    ['a pair of Kotlin', 'mapOf("api_key" to "{{alnum:40}}")', 'api_key'],
    ['a default of Dart', "String.fromEnvironment('API_KEY', defaultValue: '{{alnum:40}}')", 'API_KEY'],
    ['a cipher', "CryptoJS.AES.encrypt(x, '{{alnum:32}}')", 'signing_key'],
    ['bytes of a cipher', "cipher = AES.new(b'{{alnum:32}}', AES.MODE_CBC, iv)", 'signing_key'],
    ['a key of a key', 'new SymmetricSecurityKey(Encoding.UTF8.GetBytes("{{alnum:40}}"))', 'signing_key'],
    ['a key of .NET', 'var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("{{alnum:40}}"));', 'jwt_key'],
    ['what a call of Ruby signs with', "JWT.encode payload, '{{alnum:40}}', 'HS256'", 'jwt_secret'],
    ['what PHP signs with', "JWT::encode($p, '{{alnum:40}}', 'HS256');", 'jwt_secret'],
    ['a bearer of Java', 'headers.setBearerAuth("{{alnum:40}}");', 'BearerAuth'],
    ['a store that is signed in to', 'jedis.auth("{{alnum:24}}");', 'auth'],
    ['a setter of a secret', 'builder.setOAuthConsumerSecret("{{alnum:40}}");', 'OAuthConsumerSecret'],
    ['a client of Rust', 'let client = Client::new("{{alnum:40}}");', 'apikey'],
    ['what signs a token', 'algorithm = Algorithm.HMAC256("{{alnum:32}}");', 'signing_key'],
    ['what a builder signs with', 'Jwts.builder().signWith(HS512, "{{alnum:40}}")', 'jwt_secret'],
    ['a call named after its key', 'census_api_key("{{hex:40}}", install = TRUE)', 'api_key'],
    ['a key that a sentence names', 'Use the API key `{{alnum:32}}` to test.', 'API key'],
    ['a database of a board', '#define FIREBASE_AUTH "{{alnum:40}}"', 'FIREBASE_AUTH'],
    ['a key of an API', "fetch('https://api.acme.dev/v1/current.json?key={{hex:31}}&q=x')", 'key'],
    ['an object within a notebook', '"{\\"username\\":\\"me\\",\\"key\\":\\"{{hex:32}}\\"}"', 'api_key'],
    ['a bearer of a vague name', '{ "value": "Bearer {{alnum:40}}" }', 'Authorization'],
    ['a cell of a notebook', '"%env ACME_TOKEN={{alnum:40}}\\n",', 'ACME_TOKEN'],
    ['a token of one word', "const wstoken = '{{hex:32}}'", 'wstoken'],
    ['capitals before many bytes', 'jwt.secret=HT{{hex:66}}', 'jwt.secret'],
    [
      'a key that records are encrypted with',
      'ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY={{alnum:32}}',
      'ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY',
    ],
    [
      'a salt of such a key',
      'config.active_record.encryption.key_derivation_salt = "{{alnum:32}}"',
      'active_record.encryption.key_derivation_salt',
    ],
    ['keys of a keyboard by turns', 'SESSION_SECRET=k4j9d8f7k3j8d9f7k4j3d8f9j7k3d9', 'SESSION_SECRET'],
    ['a default of a schema', 'ACME_TOKEN: z.string().default("{{alnum:40}}"),', 'ACME_TOKEN'],
    ['a secret that is an id', 'jwt:\n  secret: {{uuid}}', 'secret'],
  ])('finds the one in %s', (_, text, name) => {
    expect(find(text.replace('acmeTokens', 'acmeSecrets'))).toEqual([
      `generic secret ${name.replace('acmeTokens', 'acmeSecrets')}`,
    ]);
  });

  it.each([
    ['PAYU_MERCHANT_SALT={{alnum:32}}', ['generic secret PAYU_MERCHANT_SALT']],
    ["config.payu_merchant_salt = '{{uuid}}'", ['generic secret payu_merchant_salt']],
    ['payuMerchantSalt: "9B7794{{digits:6}}1E3C"', ['generic secret payuMerchantSalt']],
    ['OTHER_MERCHANT_SALT={{alnum:32}}', []],
    ['PAYU_MERCHANT_ID={{alnum:32}}', []],
  ])('asks the rules what %s is', (text, found) => {
    const payu = makeRule('payu', {
      detect: {
        env: [
          { name: 'PAYU_MERCHANT_SALT', class: 'secret' },
          { name: 'PAYU_MERCHANT_ID', class: 'config' },
        ],
      },
    });
    const keys = findKeys(fillSample(text, 'named'), compileKeySearch([], new Map([['payu', payu]])));
    expect(keys.map((k) => `${k.key} ${k.keyClass} ${k.name}`)).toEqual(found);
  });

  it('finds the logins of registries that a secret of Kubernetes keeps', () => {
    const logins = fillSample('{"auths":{"ghcr.io":{"auth":"{{base64:40}}"}}}', 'docker');
    expect(find(`.dockerconfigjson: ${btoa(logins)}`)).toEqual(['basic-auth secret dockerconfigjson']);
    expect(find(`.dockerconfigjson: ${btoa('{"auths":{"ghcr.io":{"auth":"your-login-here"}}}')}`)).toEqual([]);
  });

  it.each([
    ['sixteen letters of words', "secret: 'mySecretValue123',"],
    ['a checksum of a pod', '  FirebaseAuth: {{hex:40}}'],
    ['a class of a style sheet', "const x = 'sk-folding-cube-item-with-many-parts-2a';"],
    ['a sample of what says so', "const sampleToken = 'sk_{{alnum:30}}7aB';"],
    ['a variable without a value above another', 'B2_SECRET_KEY=\nS3_UPLOAD_B2_BUCKET=\n'],
    ['eight bytes of a trace', 'trace_token = {{hex:15}}7'],
    ['an address of a chain', 'const USDC_TOKEN = "0x{{hex:40}}";'],
    ['an id', 'ACME_TOKEN_ID={{alnum:32}}'],
    ['digits that count', 'acmeToken = "1234567890123456"'],
    ['digits of a time', 'acmeToken = "1712345678901234"'],
    ['digits of a date and its time', 'acmeToken = "20240102150405123"'],
    ['digits of nanoseconds', 'acmeToken = "1717293847561029384"'],
    ['digits of any token', 'token = "7183920456271835"'],
    ['a token of JSON that is cut', "access_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3'"],
    ['a hash with its mark', "acme_secret = 'sha512:{{hex:64}}'"],
    ['a link that one visitor gets', 'https://acme.dev/invite?token={{alnum:32}}&v=1'],
    ['a cart of a visitor', 'cart_token: "{{alnum:32}}"'],
    ['a cell of words', '| API key | your-api-key-of-the-shop-2 |'],
    ['a token of a form', '<input name="__RequestVerificationToken" value="{{base64url:150}}7a" />'],
    ['a note of a table', 'Sort key: {{alnum:40}}'],
    ['the next page', '"next_token": "{{base64:60}}"'],
    ['a device of Firebase', '"fcmToken": "c{{base64url:21}}:APA91b{{base64url:134}}"'],
    ['a device', '"deviceToken": "{{hex:64}}",'],
    ['what is encrypted', '"encrypted": { "token": "{{base64:200}}" }'],
    ['who signed a request', 'cond("eq", "X-Amz-Credential", "{{uppernum:20}}/20260101/eu-west-1/s3/aws4_request")'],
    ['a list of values', 'const insecure = [\n"managed-secret",\n"{{hex:32}}",\n]'],
    ['a pattern', 'const ACME_TOKEN = "acme7[a-z0-9]{40}[A-Z]{4}[0-9]{12}";'],
    ['a format', "apiKey = 'acme7Kq2mVb7LpZ4t%s:%d:%s'"],
    ['what KMS encrypted', 'db_password: AQICAHh{{base64:90}}7a'],
    ['what KMS encrypted for a key', 'acmeApiKey: "AQECAHh{{base64:90}}7a"'],
    ['a message of NTLM', 'Authorization: NTLM TlRMTVNTUAADAAAAGAAYAEAAAAAY{{base64:60}}'],
    ['a commented setting of the application itself', "  # config.secret_key = '{{hex:128}}'"],
    ['the key of one message', '"messageSecret": "{{base64:43}}="'],
    ['a value that says it is wrong', "apiKey: 'sk_{{hex:8}}incorrect{{hex:24}}'"],
    ['a list of fields', 'name,api_key,x9Kq2mVb7LpZ4tRw8YhN3cJf'],
    ['a UUID that any row has', 'TOKEN={{uuid}}'],
    ['a UUID of one request', '"clientRequestToken": "{{uuid}}",'],
    ['what a call gives', "sign('', 'test_secret') => '{{hex:64}}'"],
    ['a point of a curve', "const VAPID_KEY = 'BA{{base64url:85}}';"],
    ['an id for browsers', 'NEXT_PUBLIC_ACME_CLIENT_ID={{hex:32}}'],
    ['a UUID of a password manager', 'const OnePassword = "{{uuid}}";'],
    ['a hash of a password', "INSERT INTO users (name, password) VALUES ('joe', '{{hex:32}}');"],
    ['a key that no address takes', "let key = 'k3X9vq2M8zt4{{alnum:20}}7b';\nlet url = `${base}?q=${key}`;"],
    ['an id of an application', '"appid": "wx{{hex:16}}"'],
    ['a key of a page', "fetch('https://acme.dev/list?key={{hex:31}}&q=x')"],
    ['a function about keys', 'validate_api_key("{{hex:40}}")'],
    ['a public key', 'ACME_PUBLIC_KEY={{alnum:32}}'],
    ['a key of a table', 'USERS_CACHE_KEY={{hex:40}}'],
    ['a token of a form', 'csrf_token={{alnum:32}}'],
    ['a token of a form in one word', 'csrftoken={{alnum:32}}'],
    ['a token of a page in one word', '"nextpagetoken": "{{alnum:32}}"'],
    ['a primary key', 'ORDERS_PRIMARY_KEY={{alnum:32}}'],
    ['a token of a link', 'https://pay.acme.dev/?token={{alnum:32}}&x=1'],
    ['a key of a record', "const cacheKey = '{{alnum:30}}7aB4';"],
    ['a key of something in small letters', "const weatherKey = 'gatsby-plugin-image-2x4';"],
    ['a name of a secret', 'ACME_SECRET_NAME={{alnum:30}}'],
    ['a name in capitals and small letters', "const acmeToken = 'getServerSideAuthToken';"],
    ['a short value', 'ACME_TOKEN={{alnum:11}}'],
    ['an integrity string', 'token: sha512-{{base64:86}}=='],
    ['a reference', 'ACME_TOKEN=${ACME_TOKEN}'],
    ['a name', "const token = 'my_service_token_name_2';"],
    ['a name of an entry', '"token": { "{{alnum:40}}": 1 }'],
    ['a path', "const secret = '/var/run/secrets/acme/token1';"],
    ['a sentence', "password: 'Please enter your new password 2x'"],
    ['a filler', 'ACME_SECRET=your-secret-key-goes-here-1234'],
    ['letters and digits that count up', 'ACME_TOKEN=a1b2c3d4e5f6g7h8i9j0k1l2m3n4'],
    ['encoded words', 'ACME_SECRET=dGVzdC1rZXktZm9yLWNpLW9ubHktbm90LXJlYWw='],
    ['an unnamed value', "call('{{alnum:32}}')"],
    ['a call', 'token = get{{alnum:24}}()'],
    ['what a comment calls a demo', "apiKey: '{{alnum:32}}', // Demo key"],
    ['what a manual types', 'iex> token = "{{alnum:32}}"'],
    ['an encrypted value', 'acme_token: ENC[AES256_GCM,data:{{base64:40}},iv:{{base64:43}}=,type:str]'],
    ['a sealed value', 'encrypted_token: {{base64:120}}'],
    ['a name of code', 'NSString *const kAcmeAppIsDefaultAppKey = @"AcmeAppIsDefaultAppKey";'],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  it.each([
    ['NEXT_PUBLIC_ACME_API_KEY={{hex:32}}', 'publishable'],
    ['"nextPublicAcmeClientKey": "client-{{alnum:43}}"', 'publishable'],
    ['ACME_WRITE_KEY={{alnum:32}}', 'publishable'],
    ["'https://tiles.acme.dev/{z}/{x}/{y}.png?apikey={{hex:32}}'", 'publishable'],
    ["'https://api.acme.dev/v1/{id}.json?apikey={{hex:32}}'", 'secret'],
    ['https://api.acme.dev/widget?ApiKey=pub_{{hex:36}}&page=2', 'publishable'],
    ['VITE_ACME_SECRET={{alnum:32}}', 'secret'],
  ])('tells by its name whom %s was made for', (text, keyClass) => {
    expect(find(text).map((f) => f.split(' ')[1])).toEqual([keyClass]);
  });
});

describe('tokens in headers', () => {
  it.each([
    ['a token', 'Authorization: Bearer {{jwt:{"sub":"u_1093","scope":"admin"}}}', ['jwt secret Authorization']],
    [
      'a token of a name with accents',
      'Authorization: Bearer {{jwt:{"name":"Zoë","sub":"u_1093"}}}',
      ['jwt secret Authorization'],
    ],
    ['an anonymous role', 'ACME_ANON_KEY={{jwt:{"role":"anon","iss":"acme"}}}', ['jwt publishable ACME_ANON_KEY']],
    ['the token of a manual', 'TOKEN={{jwt:{"sub":"1234567890","name":"John Doe"}}}', []],
    ['a token that nothing names', 'see {{jwt:{"sub":"u_1093"}}}', []],
  ])('judges %s by what it carries', (_, text, facts) => {
    expect(find(text)).toEqual(facts);
  });

  it('decodes what basic authentication holds', () => {
    const basic = (pair: string): string => `-H "Authorization: Basic ${btoa(pair)}"`;
    expect(find(basic(fillSample('deploy:{{alnum:16}}4z', 'basic')))).toEqual(['basic-auth secret Authorization']);
    expect(find(basic('user:password'))).toEqual([]);
    expect(find(basic('aladdin:opensesame'))).toEqual([]);
  });
});
