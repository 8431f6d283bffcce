import { describe, expect, it } from 'vitest';
import { isShownAsSample } from '../../../../../src/core/facts/keys/values/is-shown-as-sample.ts';

const isSample = (text: string): boolean => isShownAsSample(text, text.indexOf('VALUE'), text.indexOf('VALUE') + 5);

describe('isShownAsSample', () => {
  it.each([
    ['a remark behind it', "apiKey: 'VALUE', // demo key"],
    ['a prompt', ">>> client = Client(token='VALUE')"],
    ['the answer to a prompt', "    >>> client.sign_in()\n    {\n        'token': 'VALUE',\n    }"],
    ['the examples that a command prints', 'EXAMPLES:\n  1. Sign in:\n     acme --token VALUE'],
    ['the words before it', 'The PEM of the key. For example, `VALUE`'],
    ['a tag of a comment', ' * @example VALUE'],
    ['a fence in a string', '"Pass the key:\\n```bash\\n-H \'Authorization: Bearer VALUE\'\\n```"'],
    ['its name', 'const TEST_FAKE_RSA_KEY_0: &str = "VALUE"'],
    ['a placeholder', 'placeholder: "VALUE",'],
    ['what is encrypted', '"encrypted": { "token": "VALUE" }'],
    ['a fence in a comment', '/// ```\n/// let client = Client::new("acme");\n/// client.key("VALUE");'],
    ['the comment that it ends', '/**\n * Example:\n *\n * const apiKey = "VALUE";'],
    ['the beginning of a line of comment', ' * Example: {"type":"acme","token":"VALUE"}'],
    ['a host further down a comment', '# secret: VALUE\n# scopes: all\n# url: https://auth.example.com/token'],
    ['JSON in a line of comment', '# {\n#   "token": "VALUE",'],
    ['JSON in a block of comment', '  /*\n  {\n    "token": "VALUE",\n  }'],
    ['the documentation of a module', '  @moduledoc """\n  Options:\n\n      secret_key_base: "VALUE"'],
    ['what it is something like', '# Something like mongodb://sally:VALUE@db1.acme.io/app'],
    ['a key named example', 'token:\n  type: string\n  example: VALUE'],
    ['keys below examples', 'examples:\n  refresh:\n    value:\n      refresh_token: VALUE'],
    ['what is sealed for a cluster', 'spec:\n  encryptedData:\n    token: VALUE'],
    ['a text named after its examples', 'const rotateExample = `acme rotate\nacme rotate --key VALUE`'],
    ['a text of one line named so', 'const rotateExample = `acme rotate --key VALUE`'],
    ['a field of a command named so', '\t\tExample: `acme rotate --key VALUE`,'],
    ['a page that shows what is typed', '<pre><code>acme rotate \\\n  --key VALUE</code></pre>'],
    ['a module of tests', '#[cfg(test)]\nmod tests {\n    #[test]\n    fn signs() {\n        let key = "VALUE";'],
    ['the examples of a module of Ansible', "EXAMPLES = r'''\n- name: Notify\n  notify:\n    token: VALUE\n"],
    ['a function named after them', '  def self.example_code\n    [\n      \'acme(\n        api_token: "VALUE"'],
    ['JSON in a docstring', 'def keys(self) -> dict:\n    """Lists keys.\n\n    {"api_key": "VALUE"}\n    """'],
    ['a dict in a docstring', "def keys(self):\n    \"\"\"\n    {'ok': True, 'data': {'api_key': 'VALUE'}}\n"],
    ['an argument named examples', 'token: str = Field(examples=["VALUE"])'],
  ])('knows a sample by %s', (_, text) => {
    expect(isSample(text)).toBe(true);
  });

  it.each([
    ['code behind an answer', '>>> client.sign_in()\nTrue\n"""\ntoken = "VALUE"'],
    ['lines behind an empty one', '>>> client.sign_in()\n\ntoken = "VALUE"'],
    ['a text of several lines', 'const script = `acme rotate\nacme rotate --key VALUE`'],
    ['code behind a text named so', 'const rotateExample = `acme rotate`;\nrun("VALUE");'],
    ['a page behind what it shows', '<pre>acme</pre>\n<script>const key = "VALUE";</script>'],
    ['an element that begins so', '<prefix>\n<key>VALUE</key>'],
    ['code behind a module of tests', '#[cfg(test)]\nmod tests {\n    fn signs() {}\n}\nconst KEY: &str = "VALUE";'],
    ['a use of tests before', '#[cfg(test)]\nuse crate::keys;\nconst KEY: &str = "VALUE";'],
    ['an assignment', 'const apiKey = "VALUE";'],
    ['code that is commented out', '// client.setup();\n// const apiKey = "VALUE";'],
    ['a host below a comment', '# secret: VALUE\nurl: https://auth.example.com/token'],
    ['a line of code that writes of examples', 'print("Example: "); send("VALUE");'],
    ['a comment that warns', '# Do not commit this\nAPI_KEY=VALUE'],
    ['an address that is no comment', "url: 'VALUE' + 'https://demo.acme.dev'"],
    ['JSON after a closed comment', '/*\n  Settings\n*/\n{\n  "token": "VALUE"'],
    ['code after documentation', '  @doc """\n  Signs.\n  """\n  @key "VALUE"'],
    ['code behind the examples of a module', "EXAMPLES = r'''\n- name: Notify\n'''\n\ntoken = 'VALUE'"],
    ['a function behind one of samples', "def example_code\n  'acme'\nend\n\ndef token\n  'VALUE'\nend"],
    ['code behind a function of samples', "def sample_code():\n    return 'acme'\n\nTOKEN = 'VALUE'"],
    ['a dict that a function gives out', 'def keys():\n    """Keys."""\n    return {\n        \'api_key\': \'VALUE\''],
    ['a neighbour of examples', 'examples:\n  - one\nsettings:\n  token: VALUE'],
    ['a glob that opens no comment', 'const files = "src/*";\nconst settings = {\n  "token": "VALUE"'],
  ])('takes no sample for %s', (_, text) => {
    expect(isSample(text)).toBe(false);
  });
});
