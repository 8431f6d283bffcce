import { describe, expect, it } from 'vitest';
import { fillSample } from '../../../../support/fill-sample.ts';
import { nameBeside } from '../../../../../src/core/facts/keys/names/name-beside.ts';

describe('nameBeside', () => {
  it.each([
    ['NAME=', 'NAME'],
    ['export NAME="', 'NAME'],
    ['name: ', 'name'],
    ['"name": "', 'name'],
    ["'name' => '", 'name'],
    ['name ?= "', 'name'],
    ['name := "', 'name'],
    ['const NAME: &str = "', 'NAME'],
    ['static NAME: &\'static str = "', 'NAME'],
    ['let name: string = "', 'name'],
    ['var name string = "', 'name'],
    ['String name = "', 'name'],
    ["$name = '", 'name'],
    ["  config.name = '", 'name'],
    ["this.name = '", 'name'],
    ["process.env.NAME ?? '", 'NAME'],
    ['process.env["NAME"] || "', 'NAME'],
    ['os.environ.get("NAME") or "', 'NAME'],
    ['set("NAME", "', 'NAME'],
    ['name = r"', 'name'],
    ['--name ', 'name'],
    ['${NAME:-', 'NAME'],
    ['{name, <<"', 'name'],
    ['- **NAME**: `', 'NAME'],
    ['  NAME:\n    Type: String\n    Default: base64:', 'NAME'],
    ["exports.name = () => '", 'name'],
    ['A_NAME - ', 'A_NAME'],
    ['static char name[64] = "', 'name'],
    ['set(NAME "', 'NAME'],
    ['    acmeApiKey "', 'acmeApiKey'],
    ["let name = $state('", 'name'],
    ["const name = ref<string>('", 'name'],
    ['names:\n  - ', 'names'],
    ['"names":\n    - "', 'names'],
    ['redis-server --requirepass ', 'redis_password'],
    ['codecov -t ', 'codecov_token'],
    ['snyk auth ', 'snyk_token'],
    ['wandb login ', 'wandb_token'],
    ['    dns cloudflare ', 'cloudflare_api_token'],
    ['[r setValue:@"Bearer ', 'Authorization'],
    ['val name by lazy { "', 'name'],
    ['h.insert("x-name", HeaderValue::from_static("', 'x-name'],
    ['  {"x-name", "', 'x-name'],
    ['-define(NAME, "', 'NAME'],
    ['my $name = q{', 'name'],
    ['name = %Q[', 'name'],
    ['program.option("-n, --name <value>", "What it is", "', 'name'],
    ['# up\nacme_token ', 'acme_token'],
    ['let a_key = Acme::new("', 'a_key'],
    ['auth = IAMAuthenticator("', 'signing_key'],
    ['{"x-name" "', 'x-name'],
    ["  name!: string = '", 'name'],
    ["provide: 'NAME', useValue: '", 'NAME'],
    ['config("NAME", default="', 'NAME'],
    ['config("NAME", cast=str, default="', 'NAME'],
    ['"NAME": { "description": "d", "value": "', 'NAME'],
    ['"Jwt": {\n  "Issuer": "acme",\n  "Key": "', 'jwt_key'],
    ['vault operator unseal ', 'unseal_key'],
    ['public string Name { get; set; } = "', 'Name'],
    ['  {a_name, "', 'a_name'],
    ['  a_secret_key ', 'a_secret_key'],
    ['The API key is `', 'API key'],
    ['<add key="Section:NAME" value="', 'Section:NAME'],
    ['%env NAME=', 'NAME'],
    ['web: APP_NAME=', 'APP_NAME'],
    ['  - run: ./bin/codecov -f x -t ', 'codecov_token'],
    ['ENV NAME ', 'NAME'],
    ['$env:NAME = "', 'NAME'],
    ['$name ??= "', 'name'],
    ['$name .= "', 'name'],
    ['NAME ::= "', 'NAME'],
    ['NAME :::= "', 'NAME'],
    ['set -gx NAME ', 'NAME'],
    ['#define NAME "', 'NAME'],
    ['proxy_set_header NAME "', 'NAME'],
    ['{:name "', 'name'],
    ['name <- "', 'name'],
    ['Dim name As String = "', 'name'],
    ['std::string name{"', 'name'],
    ['var name = []byte("', 'name'],
    ['name: Some("', 'name'],
    ['var name = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("', 'name'],
    ['add_argument("--name", default="', 'name'],
    ['buildConfigField "String", "NAME", "\\"', 'NAME'],
    ['<key>name</key>\n<string>', 'name'],
    ['<name>name</name><value>', 'name'],
    ['jwt.sign({ id }, "', 'jwt_secret'],
    ["crypto.createHmac('sha256', '", 'signing_key'],
    ["provider :acme, 'acme-app-1', '", 'acme_client_secret'],
    ['config.omniauth :acme_oauth2, "1234567", "', 'acme_oauth2_client_secret'],
    ["Fernet(b'", 'signing_key'],
    ['hmac.New(sha256.New, []byte("', 'signing_key'],
    ["hmac.new(b'", 'signing_key'],
    ["new ethers.Wallet('", 'private_key'],
    ['requirepass ', 'redis_password'],
    ['aws configure set NAME ', 'NAME'],
    ["cookieSession({ keys: ['", 'signing_key'],
    ['request.setValue("Bearer ', 'Authorization'],
    ['a = "appId1.keyId2:', 'a'],
    ['a = "123456789012345|', 'a'],
    ['-H "Authorization: Bearer ', 'Authorization'],
    ['<name>', 'name'],
    ['<add key="NAME" value="', 'NAME'],
    ['<meta-data android:name="NAME" android:value="', 'NAME'],
    ['<string name="NAME" translatable="false">', 'NAME'],
    ["client.setName_secret('", 'Name_secret'],
    ["auth.set_name_token('", 'name_token'],
    ['Client.builder().nameKey("', 'nameKey'],
    ['variable "NAME" {\n  type    = string\n  default = "', 'NAME'],
    ['- name: NAME\n  value: "', 'NAME'],
    ['vite.app.key=', 'vite.app.key'],
    ['name: base64:', 'name'],
    ['name =\n  "', 'name'],
    ['name = (\r\n  "', 'name'],
    ['export NAME=\\\n', 'NAME'],
    ['set("NAME",\n  "', 'NAME'],
    ['name: >-\n  ', 'name'],
    ['name: |\n  ', 'name'],
    ['name = ["', 'name'],
    ['NAME: z.string().default("', 'NAME'],
    ['* @example ', 'example'],
    ['  @name "', 'name'],
    ['(def name "', 'name'],
    ['set :name, "', 'name'],
    ['flag.StringVar(&c.Name, "name", "', 'name'],
    ['netlify env:set NAME ', 'NAME'],
    ['dotnet user-secrets set "Acme:NAME" "', 'NAME'],
    ['name: string | null = "', 'name'],
    ['name: Optional[str] = "', 'name'],
    ['NAME: Final[str] = "', 'NAME'],
    ['NAME: Option<&str> = Some("', 'NAME'],
    ['const NAME: &[u8] = b"', 'NAME'],
    ['const name: []const u8 = "', 'name'],
    ['var name []byte = []byte("', 'name'],
    ["DECLARE @Name NVARCHAR(64) = '", 'Name'],
    ['const name* = "', 'name'],
    ["let g:name = '", 'name'],
    ['name == "', 'name'],
    ["req.headers['x-name'] !== '", 'x-name'],
    ['val name = System.getenv("NAME") ?: "', 'NAME'],
    ["apiToken = System.getenv('T') ?: '", 'apiToken'],
    ["const name = isLive ? '", 'name'],
    ['env::var("NAME").unwrap_or("', 'NAME'],
    ['let name = env::var("NAME").unwrap_or_else(|_| "', 'NAME'],
    ['String apiKey = Optional.ofNullable(key).orElse("', 'apiKey'],
    ["ENV.fetch('NAME') { '", 'NAME'],
    ['var name: String { "', 'name'],
    ['String name() { return "', 'name'],
    ['def name():\n    return "', 'name'],
    ["Authorization: 'Bearer ' + '", 'Authorization'],
    ['{"Authorization": "Bearer %s" % "', 'Authorization'],
    ['"https://acme.io/?name=" + "', 'name'],
    ["setattr(x, 'api_key', '", 'api_key'],
    ['put_env(:acme, :api_key, "', 'api_key'],
    ['apiKey: str = Field(default="', 'apiKey'],
    ['name: str = Field("', 'name'],
    ['env:"NAME" envDefault:"', 'NAME'],
    ['env = "NAME", default_value = "', 'NAME'],
    ['<name value="', 'name'],
    ['name: &anchor ', 'name'],
    ['name: !!str ', 'name'],
    ['name:: "', 'name'],
    ['args:\n  - --name\n  - ', 'name'],
    ['**Name:** `', 'Name'],
    ['set name to "', 'name'],
    ['(setq name "', 'name'],
    ['  (setenv "NAME" "', 'NAME'],
    ['RequestHeader set Name "', 'Name'],
    ['http-request set-header Name ', 'Name'],
    ['new ApiKey("', 'signing_key'],
    ['-Dname=', 'name'],
    ['gh secret set NAME --body "', 'NAME'],
    ['az keyvault secret set --vault-name v --name NAME --value "', 'NAME'],
    ['aws ssm put-parameter --name /prod/name --type SecureString --value "', 'name'],
    ['-H "Authorization: Api-Token ', 'Authorization'],
    ['set -x a-token ', 'a-token'],
  ])('reads the name out of %j', (before, name) => {
    expect(nameBeside(before, before.length).name).toBe(name);
  });

  it.each([
    'new Client("',
    'parser.readToken(1, "',
    'monkey("',
    'create(url, "',
    "setattr(x, 'colour', '",
    'left + "',
    'see the ',
    'program.option("--name <value>", ["',
    'the acme_token ',
    'it is `',
    'my_colour ',
    '',
    '["',
    '\n',
  ])('finds none in %j', (before) => {
    expect(nameBeside(before, before.length).name).toBeNull();
  });

  it.each([
    ['new Client("', true, true],
    ['name = ', false, true],
    ['the word ', false, false],
    ['"', true, false],
  ])('tells whether the value is given to something: %j', (before, quoted, given) => {
    expect(nameBeside(before, before.length)).toMatchObject({ quoted, given });
  });

  it.each(['new AcmeClient("', 'Acme::Client.new("', 'c := acme.NewClient("', '$c = new Acme\\Client("'])(
    'takes the only argument of %j for a key',
    (before) => {
      const value = 'v'.repeat(24);
      expect(nameBeside(`${before}${value}")`, before.length).name).toBe('apikey');
      expect(nameBeside(`${before}${value}", options)`, before.length).name).not.toBe('apikey');
    },
  );

  it('reads the column of a row, and the first field where the column says nothing', () => {
    const of = (before: string): string | null => nameBeside(before, before.length).name;
    expect(of("INSERT INTO t (id, a_name) VALUES (1, '")).toBe('a_name');
    expect(of("INSERT INTO t (name, value) VALUES ('A_NAME', '")).toBe('A_NAME');
  });

  it('reads the name behind a value that a pipe hands on', () => {
    const before = 'echo "';
    expect(nameBeside(`${before}${'v'.repeat(20)}" | gh secret set NAME`, before.length).name).toBe('NAME');
  });

  it('shows the first of two drawn values nowhere, not as a name either', () => {
    const first = fillSample('{{alnum:40}}', 'first');
    const of = (before: string): string | null => nameBeside(before, before.length).name;
    expect(of(`client = Client("${first}", "`)).toBe('api_secret');
    expect(of(`acme = pkg.Acme("${first}", "`)).toBe('api_secret');
    const short = '15e9caf8c9cfc79187e8';
    expect(of(`return new Acme('${short}', '`)).toBe('api_secret');
    expect(of(`return new Acme('${short.repeat(2)}', '`)).toBeNull();
    expect(of(`acme('${short}', '`)).toBeNull();
    expect(of(`sum("${first}", "`)).toBeNull();
    const address = fillSample('{{base58:44}}', 'first');
    expect(of(`pair = new Pair("${address}", "`)).toBeNull();
  });

  it('looks back no further than a name can be', () => {
    const before = `${'a'.repeat(1000)}=`;
    expect(nameBeside(before, before.length).name).toHaveLength(159);
  });
});
