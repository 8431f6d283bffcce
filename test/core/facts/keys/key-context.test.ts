import { describe, expect, it } from 'vitest';
import { isOtherName, isSecretName, KeyContext } from '../../../../src/core/facts/keys/key-context.ts';
import { foldWords } from '../../../../src/core/facts/keys/names/fold-words.ts';

describe('names', () => {
  it.each(['apiKey', 'client_secret', 'DB_PASSWORD', 'authToken', 'Authorization', 'token2', 'access_token'])(
    '%s can hold a key',
    (name) => {
      expect(isSecretName(foldWords(name))).toBe(true);
    },
  );

  it.each(['keyId', 'token_hash', 'secretVersion', 'API_KEY_NAME', 'tokenUrl', 'color'])('%s holds no key', (name) => {
    expect(isSecretName(foldWords(name))).toBe(false);
  });

  it('tells ids and hashes', () => {
    expect(isOtherName('_integrity_')).toBe(true);
    expect(isOtherName('_api_key_')).toBe(false);
  });

  it.each([
    ['SNYK_ORG', true],
    ['snyk.advanced.organization', true],
    ['HEROKU_TEAM', true],
    ['CODECOV_REPO', true],
    ['API_TOKEN_TEAM', false],
    ['SNYK_ORG_TOKEN', false],
    ['x-honeycomb-team', false],
    ['report', false],
  ])('tells an organization, a team and a repository from their tokens: %s', (name, isOther) => {
    expect(isOtherName(foldWords(name))).toBe(isOther);
  });
});

describe('KeyContext', () => {
  const weigh = (before: string, after: string, words: string[]): number =>
    new KeyContext(`${before}VALUE${after}`, before.length, before.length + 5).weigh(words);

  it('weighs the name over the line, and the line over the one above', () => {
    expect(weigh('acmeKey = "', '"', ['acme1', 'acme'])).toBe(104);
    expect(weigh('<mail acmeKey="', '"', ['acme', 'mail'])).toBe(109);
    expect(weigh('key = "', '" # acme', ['acme'])).toBe(54);
    expect(weigh('cfg.AcmeMailKey = "', '"', ['acmemail'])).toBe(108);
    expect(weigh('cfg.macMeMailKey = "', '"', ['acmemail'])).toBe(0);
    expect(weigh('# acme\nkey = "', '"', ['acme'])).toBe(14);
    expect(weigh('# acme\n\nkey = "', '"', ['acme'])).toBe(0);
    expect(weigh('acme: {\n  id: 1,\n  key: "', '"', ['acme'])).toBe(14);
    expect(weigh('provider: acme\nkey: "', '"', ['acme'])).toBe(14);
  });

  it('leaves the name of an assignment above to its own value', () => {
    expect(weigh('ACME_KEY=abc\nOTHER_KEY="', '"', ['acme'])).toBe(0);
  });

  it('takes a short word only between separators', () => {
    expect(weigh('dd_key = "', '"', ['dd'])).toBe(102);
    expect(weigh('address_key = "', '"', ['dd'])).toBe(0);
  });

  it.each([
    ['apiKey = "', '" # acme', 54],
    ['requestId = "', '" # acme', 0],
    ['acme_app_id = "', '"', 111],
    ['color = "', '" # acme', 0],
    ['acmeColor = "', '"', 104],
    ['new Acme("', '")', 54],
    ["Acme::Client.new '", "'", 54],
    ["the Acme client.new '", "'", 0],
    ['new AcMe("', '")', 0],
    ['new AcmeMail("', '")', 58],
    ['the acMemailman of the call("', '")', 0],
    ["get('https://api.acme.io/v2?appid=", "&units=metric')", 54],
    ["const host = 'https://api.acme.io/v2';\nconst id = '&appid=", "';", 14],
    ["get('https://api.acme.io/v2?checksum=", "&units=metric')", 0],
    ['acme said ', '', 0],
    ['the acmeful call("', '")', 0],
    ['acmeapikey of the call("', '")', 54],
    ["INSERT INTO funds VALUES ('", "', 'Acme Ventures')", 0],
    ["  ('", "', 'Acme Ventures'),", 0],
  ])('weighs a shared shape at %s only where a key can stand', (before, after, weight) => {
    const context = new KeyContext(`${before}VALUE${after}`, before.length, before.length + 5);
    expect(context.weighShared(['acme', 'acmemail', 'acme_app_id'])).toBe(weight);
  });

  it.each([
    ['new Credentials("ID", "', true],
    ["id: 'ID',\n  secretKey: '", true],
    ["id: 'ID'\nregion: x\nother: '", false],
    ["id: 'NONE',\n  secretKey: '", false],
    ["id: 'ID',\n  revision: '", false],
  ])('takes what stands after %j for the secret of an access key: %s', (template, isSecret) => {
    const before = template.replace('ID', `AKIA${'Q7MZ'.repeat(4)}`);
    const context = new KeyContext(`${before}${'v'.repeat(40)}"`, before.length, before.length + 40);
    expect(context.name === '_aws_secret_access_key_').toBe(isSecret);
  });

  it('shows no id of an access key as a name', () => {
    const before = `new Credentials("AKIA${'Q7MZ'.repeat(4)}", "`;
    const context = new KeyContext(`${before}${'v'.repeat(40)}"`, before.length, before.length + 40);
    expect(context.beside.name).toBe('secret_access_key');
  });

  it('takes no hash below the id of an access key for its secret', () => {
    const before = `id = 'AKIA${'Q7MZ'.repeat(4)}'\nother = '`;
    const context = new KeyContext(`${before}${'a'.repeat(40)}'`, before.length, before.length + 40);
    expect(context.name).toBe('_other_');
  });
});
