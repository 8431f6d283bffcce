import { describe, expect, it } from 'vitest';
import { compilePlaces } from '../../../../src/core/facts/keys/compile-places.ts';
import { findSpokenSecrets } from '../../../../src/core/facts/keys/find-spoken-secrets.ts';
import type { SpokenSecret } from '../../../../src/core/facts/keys/spoken-secret.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { placesOf } from './places-of.ts';

const table = compilePlaces([]);
const read = (text: string, most: number): SpokenSecret[] => findSpokenSecrets(text, placesOf(text, table), most);
const find = (text: string): string[] => {
  const filled = fillSample(text, 'spoken');
  return read(filled, 10).map((s) => `${s.key} ${s.name} ${s.end - s.start}`);
};

describe('findSpokenSecrets', () => {
  it.each([
    ['a password of YAML', '  db_password: Xk9#mVq2$vLw', 'password db_password 12'],
    ['a password of make', 'DB_PASSWORD ?= Xk9#mVq2!vLw', 'password DB_PASSWORD 12'],
    ['a password of PHP', "$password ??= 'Xk9#mVq2!vLw';", 'password password 12'],
    ['a password of JSON', '"Password": "Xk9#mVq2!vLw",', 'password Password 12'],
    ['a password of an env file', 'SMTP_PASSWORD=kR7{{alnum:12}}q2Z', 'password SMTP_PASSWORD 18'],
    ['a key of Django', "SECRET_KEY = 'django-insecure-{{lower:12}}=$4i{{lowernum:20}}*%_9'", 'generic SECRET_KEY 56'],
    ['a key with any character', "SECRET_KEY = '{{lowernum:20}}=$^#{{lowernum:24}}!@'", 'generic SECRET_KEY 50'],
    ['an aligned password', 'db_password            = "Xk9#mVq2!vLw"', 'password db_password 12'],
    ['a password of a flag', 'deploy --password Xk9#mVq2!vLw --user app', 'password password 12'],
    ['a property of Gradle', './gradlew publish -PnexusPassword=Xk9#mVq2!vLw', 'password PnexusPassword 12'],
    ['a setting of a command', 'pulumi config set --secret app:dbPassword Xk9#mVq2!vLw', 'password dbPassword 12'],
    ['a connection string', 'Server=tcp:db.acme.io,1433;User Id=app;Password=Xk9mVq2v;', 'connection-string null 8'],
    ['a container beside', 'Server=db;User Id=app;Password=qT7V2nE1mFx7Gk;', 'connection-string null 14'],
    ['a short name behind another', '"SERVER=db.acme.io;UID=app;PWD=Xk9mVq2v"', 'connection-string null 8'],
    ['a short name in one', '"Data Source=db.acme.io; Pwd=Xk9mVq2v"', 'connection-string null 8'],
    ['a password of a mailer', "auth: { user: 'ops', pass: 'Xk9#mVq2vLw' }", 'password pass 11'],
    ['a password before a command', 'PGPASSWORD=kR7{{alnum:12}}q2Z pg_dump app', 'password PGPASSWORD 18'],
    ['a password of an element', '<password>Xk9#mVq2vLw</password>', 'password password 11'],
    ['a password of a definition', "define( 'DB_PASSWORD', 'Xk9#mVq2vLw' );", 'password DB_PASSWORD 11'],
    [
      'an element beside its name',
      '<property name="connection.password">Xk9#mVq2vLw</property>',
      'password connection.password 11',
    ],
    ['a setter', 'source.setPassword("Xk9#mVq2vLw");', 'password source.setPassword 11'],
    ['a builder', 'Client::new().password("Xk9#mVq2vLw")', 'password password 11'],
    ['a macro', '#define WIFI_PASSWORD "Xk9#mVq2vLw"', 'password WIFI_PASSWORD 11'],
    ['a macro of a short name', '#define MQTT_PASS "Xk9#mVq2vLw"', 'password MQTT_PASS 11'],
    [
      'a flag of a command',
      'java -jar app.jar --spring.mail.password=Xk9#mVq2vLw ^',
      'password spring.mail.password 11',
    ],
    ['a variable of a container', 'docker run -e DB_PASSWORD=Xk9#mVq2vLw -p 80:80 acme', 'password DB_PASSWORD 11'],
    ['a quoted variable of Terraform', "terraform apply -var 'db_password=Xk9#mVq2vLw'", 'password db_password 11'],
    ['a user of mail above', 'host smtp.acme.io\nuser ops\npassword Xk9#mVq2vLw', 'password password 11'],
    ['words of an app in a list', '- SMTP_PASS=qzvk jwxb mtyp rlhc', 'password SMTP_PASS 19'],
    ['a variable in a row', 'PG_USER=app PG_PASSWORD=Xk9mVq2vLw7', 'password PG_PASSWORD 11'],
    ['a typed constant', 'const DB_PASSWORD: &str = "Xk9#mVq2vLw";', 'password DB_PASSWORD 11'],
    ['a list of properties', '<key>DbPassword</key>\n<string>Xk9#mVq2vLw</string>', 'password DbPassword 11'],
    ['a variable of a pod', '- name: DB_PASSWORD\n  value: "Xk9#mVq2vLw"', 'password DB_PASSWORD 11'],
    ['a variable of Terraform', 'variable "db_password" {\n  default = "Xk9#mVq2vLw"\n}', 'password db_password 11'],
    ['a cell of a notebook', '"db_password = \\"Xk9#mVq2vLw\\"\\n",', 'password db_password 11'],
    ['small letters and digits by turns', "password: 'x7k2m9p4q1'", 'password password 10'],
    ['a line of fstab', '//nas/x /mnt cifs username=svc,password=Xk9#mVq2vLw 0 0', 'password password 11'],
    ['a bind of LDAP', 'uri ldap://acme.io\nbindpw Xk9#mVq2vLw\n', 'password bindpw 11'],
    ['a root of LDAP', 'olcRootPW: Xk9#mVq2vLw', 'password olcRootPW 11'],
    ['an option of a mount', 'mount -o username=svc,password=Xk9#mVq2vLw,uid=1000 /mnt', 'password password 11'],
    [
      'a default of a parameter',
      'DBPassword:\n    Type: String\n    NoEcho: true\n    Default: Xk9#mVq2vLw\n',
      'password DBPassword 11',
    ],
    [
      'a default of a parameter in JSON',
      '"DBPassword": { "Type": "String", "Default": "Xk9#mVq2vLw" }',
      'password DBPassword 11',
    ],
    ['restless letters', 'DB_PASSWORD=xKqTmRWzvGpL', 'password DB_PASSWORD 12'],
    ['a key of a wireless network', '  psk="Xk9#mVq2vLw"', 'password psk 11'],
    ['a UUID of .netrc', 'machine api.acme.io\n  login ops\n  password {{uuid}}', 'password password 36'],
    ['a command of Windows', 'set DB_PASSWORD=Xk9#mVq2vLw', 'password DB_PASSWORD 11'],
    [
      'a secure string of PowerShell',
      "ConvertTo-SecureString 'Xk9#mVq2vLw' -AsPlainText",
      'password ConvertTo-SecureString 11',
    ],
    ['a key with a dot', 'http.secret.key = "{{lowernum:20}}=$^#{{lowernum:24}}!@"', 'generic http.secret.key 50'],
    ['a definition of a short name', "define('DB_PASS', 'Xk9#mVq2vLw');", 'password DB_PASS 11'],
    ['an element with an attribute', '<Pass encoding="base64">WGs5I21WcTJ2THc3</Pass>', 'password Pass 16'],
    ['an element of a short name', '<pass>Xk9#mVq2vLw</pass>', 'password pass 11'],
    ['a directive of an image', 'FROM acme\nENV DB_PASSWORD Xk9#mVq2vLw\n', 'password DB_PASSWORD 11'],
    ['a row of pairs', 'web1 host=acme user=root ssh_pass=Xk9#mVq2vLw', 'password ssh_pass 11'],
    ['a note', 'Login: ops@acme.io / password: Xk9#mVq2vLw\n', 'password password 11'],
    ['what is typed into a field', "driver.find_element(By.ID, 'pass').send_keys('Xk9#mVq2vLw')", 'password pass 11'],
    ['what is typed by a driver of Java', 'find(By.id("password")).sendKeys("Xk9#mVq2vLw");', 'password password 11'],
    ['what is typed into a chain', "cy.get('#password').type('Xk9#mVq2vLw')", 'password password 11'],
    ['what is typed into a variable', 'password_box.send_keys("Xk9#mVq2vLw")', 'password password 11'],
    ['what fills a field', "page.fill('input[name=password]', 'Xk9#mVq2vLw')", 'password password 11'],
    ['a password of SQL', "ALTER USER app WITH PASSWORD 'Xk9#mVq2vLw';", 'password PASSWORD 11'],
    ['an identification of SQL', "CREATE USER 'app'@'%' IDENTIFIED BY 'Xk9#mVq2vLw';", 'password null 11'],
    ['a login of .netrc', 'machine api.acme.io\n  login ops\n  password Xk9#mVq2vLw', 'password password 11'],
    ['a password of an app', "EMAIL_HOST_PASSWORD = 'qzvk jwxb mtyp rlhc'", 'password EMAIL_HOST_PASSWORD 19'],
    ['a password of an app without blanks', "pass: 'qzvkjwxbmtyprlhc'", 'password pass 16'],
    ['an attribute beside its name', '<add key="SmtpPassword" value="Xk9#mVq2vLw" />', 'password SmtpPassword 11'],
    [
      'an attribute of a namespace',
      '<meta-data android:name="DB_PASSWORD" android:value="Xk9#mVq2vLw"/>',
      'password DB_PASSWORD 11',
    ],
    ['a pair of JSON', '{ "key": "password", "value": "Xk9#mVq2vLw" }', 'password password 11'],
    ['a variable of YAML', '- name: "DB_PASSWORD"\n  value: "Xk9#mVq2vLw"', 'password DB_PASSWORD 11'],
    ['the signing of Gradle', "signingConfigs {\n  storePassword 'Xk9mVq2vLwR'\n}", 'password storePassword 11'],
    [
      'a parameter of JDBC',
      '"jdbc:mysql://db.acme.io:3306/app?user=app&password=Xk9mVq2v";',
      'connection-string null 8',
    ],
    [
      'the words of a wallet',
      "mnemonic: 'lunar vivid orbit casual metal gesture bracket unfold pottery siege wagon exhibit',",
      'mnemonic mnemonic 81',
    ],
    ['a secret of fifteen letters', "const dropboxAppSecret = 'vo3jrr7e9hkcx8t';", 'generic dropboxAppSecret 15'],
    ['a secret with signs', "client_secret: 'k8!JH2ls#9Dk3mN5'", 'generic client_secret 16'],
    ['a secret of DuckDB', "CREATE SECRET s3 (TYPE s3, SECRET 'wJ8rXUtnFEMI7K3MDENGbPxR');", 'generic SECRET 24'],
    ['a user of MySQL in double quotes', 'ALTER USER app IDENTIFIED BY "vR7mkq2Lw9xT";', 'password null 12'],
    ['a password of letters alone', "password: 'IoOl{{letters:28}}',", 'password password 32'],
    ['a user of curl', 'curl -s -u deploy:{{alnum:20}}7k https://acme.dev', 'basic-auth user 22'],
    [
      'a user of curl on the next line',
      `curl https://acme.dev \\\n  --user 'deploy:{{alnum:20}}7k'`,
      'basic-auth user 22',
    ],
  ])('finds %s', (_, text, found) => {
    expect(find(text)).toEqual([found]);
  });

  it.each([
    ['a connection to this machine', 'Server=localhost;User Id=app;Password=xkmvqv2a;'],
    ['a connection to a container with a word', 'Server=db;User Id=app;Password=Your_password1;'],
    [
      'a password that PostgreSQL has hashed',
      "CREATE ROLE app PASSWORD 'SCRAM-SHA-256$4096:{{base64:22}}==${{base64:43}}=:{{base64:43}}='",
    ],
    ['a connection with a known password', 'Server=db.acme.io;User Id=app;Password=postgres;'],
    ['a negation', 'pass = !isNegated\n'],
    ['a path of a site', '"/docs/creating-a-strong-password":"/en/server@3.0/Auth"'],
    ['a name of a secret', "secret: 'my-app-tls-2x'"],
    ['a call for a secret', "secret = getSecret('Xk9#mVq2vLw');"],
    ['a label', 'password: "Passwort eingeben"'],
    ['the words that every test wallet is made from', `mnemonic: '${'test '.repeat(11)}junk',`],
    ['a sentence about words', 'mnemonic: "write down these words and keep them where nobody else will find"'],
    ['prose', 'log in with the password Xk9#mVq2vLw'],
    ['a variable that is typed', "driver.find_element(By.ID, 'pass').send_keys(PASSWORD2)"],
    ['a weak password that is typed', "cy.get('#password').type('password123')"],
    ['a directive with a reference', 'ENV DB_PASSWORD ${Xk9_mVq2vLw}\n'],
    ['a row of options in code', 'const run = (user, password: Xk9mVq2vLw7) => x'],
    ['a note with words', 'Login: ops@acme.io / password: ask-your-admin-1'],
    ['a comparison', "if (pass == 'x1') {}"],
    ['a word', 'password: "correct-horse-battery-staple"'],
    ['a name in camel case', "password: 'currentUserAccountPasswordField',"],
    ['letters of one case', "password: '{{lower:32}}',"],
    ['a word of sixteen letters', "password: 'incorrectentries'"],
    ['a label beside its name', '<input name="password" value="Enter Xk9#mVq2vLw">'],
    ['a call that hashes', 'hashPassword("Xk9#mVq2vLw")'],
    ['a word in base64', 'password: cGFzc3dvcmQ='],
    ['a weak password', 'password: "Password123!"'],
    ['a rule of validation', "'password' => 'required|alpha_dash|string|max:255'"],
    ['a short rule', "'password' => 'required|min:6x'"],
    ['code behind a label', `"Password:"),$?Re1.createElement("code")`],
    ['a reference', 'password: ${DB_PASSWORD:-Xk9mVq2}'],
    ['a variable', 'password: $Xk9mVq2vLw'],
    ['a template', 'password: {{ vault_Xk9mVq2 }}'],
    ['a value of sops', 'password: ENC[AES256_GCM,data:Xk9mVq2==,iv:vLw=]'],
    ['a value of dotenvx', 'DB_PASSWORD="encrypted:BXk9mVq2vLw+8/Xk9mVq2="'],
    ['a value of Jasypt', 'spring.datasource.password=ENC(Xk9mVq2+vLw/8=)'],
    ['a hash', "password: '$2b$12$Xk9mVq2vLwXk9mVq2vLwXe'"],
    ['an expression', 'password = user.Password2(Xk9)'],
    ['an element of the page', `password: document.querySelector('#Xk9mVq')`],
    ['a hashed name', 'password_hash: "Xk9#mVq2!vLw"'],
    ['a comment of SQL', '-- password: Xk9#mVq2!vLw'],
    ['a comment', '# password: "Xk9#mVq2!vLw"'],
    ['another script', 'password: "Contraseña1#"'],
    ['a stand-in of curl', 'curl -u username:password1 https://acme.dev'],
    ['a variable of curl', 'curl -u "$USER:$PASSWORD2" https://acme.dev'],
    ['what a route leads to', "$routes->post('forgot-password', 'LoginController::sendLink');"],
  ])('leaves %s alone', (_, text) => {
    expect(read(text, 10)).toEqual([]);
  });

  it('stops where it is told to', () => {
    expect(read('password: "Xk9#mVq2!vLw"\n'.repeat(20), 3)).toHaveLength(3);
  });
});
