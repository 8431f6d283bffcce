import { describe, expect, it } from 'vitest';
import { findGivenValue } from '../../../../src/core/facts/keys/find-given-value.ts';

const VALUE = 'Xk9#mVq2!vLw';

/** What the first `password` of the text is given. */
const givenIn = (text: string): string | null => {
  const from = text.search(/password/i);
  const given = findGivenValue(text, from, from + 'password'.length);
  return given && text.slice(given.start, given.stop);
};

describe('findGivenValue', () => {
  it.each([
    ['an element that says more of its name', `<string name="db_password" translatable="false">${VALUE}</string>`],
    ['an element within that of its name', `<setting name="Password" as="String">\n  <value>${VALUE}</value>`],
    ['an element of an answer file', `<Password>\n  <Value>${VALUE}</Value>`],
    [
      'an entry of a descriptor',
      `<env-entry-name>PASSWORD</env-entry-name>\n  <env-entry-value>${VALUE}</env-entry-value>`,
    ],
    ['a property of a list', `<key>Password</key>\n\t<string>${VALUE}</string>`],
    ['a field that is handed on with its quotation marks', `field("String", "DB_PASSWORD", "\\"${VALUE}\\"")`],
    ['a block of YAML', `db_password: >-\n  ${VALUE}\n`],
    ['a tag of YAML', `db_password: !!str ${VALUE}`],
    ['a value below its name', `- name: DB_PASSWORD\n  value: ${VALUE}\n`],
    ['a default below its name', `- name: db_password\n  default: "${VALUE}"\n`],
    ['a setting of Pulumi', `  acme:dbPassword: ${VALUE}`],
    ['a variable of a notebook', `"%env DB_PASSWORD=${VALUE}\\n",`],
    ['a variable of fish', `set -gx DB_PASSWORD ${VALUE}`],
    ['a variable of a file of requests', `@dbPassword = ${VALUE}`],
    ['a variable of a cell', `%env DB_PASSWORD=${VALUE}`],
    ['a variable of a function', `Variables={DB_PASSWORD=${VALUE}}`],
    ['a bold name', `- **DB_PASSWORD**: \`${VALUE}\``],
    ['a tuple of Erlang', `{db_password, <<"${VALUE}">>},`],
    ['a default of Spring', `@Value("\${db.password:${VALUE}}")`],
  ])('finds %s', (_, text) => {
    expect(givenIn(text)).toBe(VALUE);
  });

  it.each([
    ['the next argument of another', `reset(password, "${VALUE}")`],
    ['an element that holds another', `<Password>\n  <Value>${VALUE}<Hint/></Value>`],
    ['what a call gives', `sign('', 'password') => '${VALUE}'`],
    ['an item behind one that ends in the word', `env("X=password", "${VALUE}")`],
    ['a case of a choice', `on ? user:password ${VALUE}`],
  ])('leaves %s alone', (_, text) => {
    expect(givenIn(text)).toBeNull();
  });
});
