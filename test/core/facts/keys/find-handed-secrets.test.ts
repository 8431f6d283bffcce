import { describe, expect, it } from 'vitest';
import { findHandedSecrets } from '../../../../src/core/facts/keys/find-handed-secrets.ts';
import { compilePlaces } from '../../../../src/core/facts/keys/compile-places.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { placesOf } from './places-of.ts';

const table = compilePlaces([]);
const find = (text: string): string[] => {
  const filled = fillSample(text, 'handed');
  return findHandedSecrets(filled, placesOf(filled, table), 10).map(
    (s) => `${s.key} ${s.name} ${filled.slice(s.start, s.end).length}`,
  );
};
const VALUE = '{{alnum:12}}7k';

describe('findHandedSecrets', () => {
  it.each([
    ['curl', `curl -s -u deploy:${VALUE} https://acme.dev`, 'basic-auth user 14'],
    ['curl on the next line', `curl https://acme.dev \\\n  --user 'deploy:${VALUE}'`, 'basic-auth user 14'],
    ['curl with the user first on its line', `curl https://acme.dev \\\n-u deploy:${VALUE}`, 'basic-auth user 14'],
    ['a key in the place of the user', `curl -u "${VALUE}:" https://acme.dev`, 'basic-auth user 14'],
    ['a password without a user', `curl -u ":${VALUE}" https://acme.dev`, 'basic-auth user 14'],
    ['a quoted password behind a user', `curl --user  deploy:'${VALUE}' https://acme.dev`, 'basic-auth user 14'],
    ['Bundler', `BUNDLE_GEMS__ACME__COM=deploy:${VALUE}`, 'basic-auth null 14'],
    ['Bundler in YAML', `BUNDLE_GEMS__ACME__COM: "deploy:${VALUE}"`, 'basic-auth null 14'],
    ['a digest of Python', `requests.get(url, auth=HTTPDigestAuth('svc', '${VALUE}'))`, 'password null 14'],
    ['sshpass', `sshpass -p "${VALUE}" ssh deploy@acme.io`, 'password null 14'],
    ['mysqldump', `mysqldump -h db.acme.io -u root -p${VALUE} app > dump.sql`, 'password null 14'],
    ['zip', `zip -r -P '${VALUE}' out.zip data/`, 'password null 14'],
    ['unzip', `unzip -P ${VALUE} out.zip`, 'password null 14'],
    ['7z', `7z x -p${VALUE} out.7z`, 'password null 14'],
    ['htpasswd with a file', `htpasswd -bc /etc/nginx/.htpasswd admin ${VALUE}`, 'password null 14'],
    ['htpasswd without a file', `htpasswd -nbB -C 10 admin '${VALUE}' > users`, 'password null 14'],
    ['sqlplus', `sqlplus -s "app/${VALUE}@db.acme.io:1521/prod" @x.sql`, 'password user 14'],
    ['a cluster', `oc login -u acme -p ${VALUE} https://acme.io:6443`, 'password null 14'],
    ['docker', `docker login -u acme -p ${VALUE} registry.acme.io`, 'password null 14'],
    ['helm', `helm registry login -u acme --password=${VALUE} registry.acme.io`, 'password null 14'],
    ['mc', `mc alias set store https://s3.acme.io {{upper:20}} ${VALUE}`, 'password null 14'],
    ['mc with quotation marks', `mc alias set store "https://s3.acme.io" {{upper:20}} "${VALUE}"`, 'password null 14'],
    ['lftp', `lftp -u deploy,${VALUE} ftp.acme.io`, 'password user 14'],
    ['redis-cli', `redis-cli -h cache.acme.io -a ${VALUE} ping`, 'password null 14'],
    ['PDO', `new PDO('mysql:host=db.acme.io;dbname=app', 'app', '${VALUE}');`, 'password null 14'],
    ['mysqli', `mysqli_connect($host, $user, '${VALUE}', 'app')`, 'password null 14'],
    ['a pair of Python', `requests.get(url, auth=('svc', '${VALUE}'))`, 'password null 14'],
    ['a mailer of .NET', `new NetworkCredential("ops@acme.io", "${VALUE}")`, 'password null 14'],
    ['a request of Rust', `.basic_auth("svc", Some("${VALUE}"))`, 'password null 14'],
    ['a mailer of Java', `new PasswordAuthentication("ops@acme.io", "${VALUE}")`, 'password null 14'],
    ['a call of Ruby without brackets', `http.basic_auth 'svc', '${VALUE}'\nhttp.get`, 'password null 14'],
    ['an option of curl in PHP', `curl_setopt($ch, CURLOPT_USERPWD, 'svc:${VALUE}');`, 'basic-auth null 14'],
    ['a header of PHP', `'Basic ' . base64_encode('svc:${VALUE}')`, 'basic-auth null 14'],
    ['a header of Python', `base64.b64encode(b'svc:${VALUE}')`, 'basic-auth null 14'],
    ['an option of curl in a list', `[CURLOPT_USERPWD => "svc:${VALUE}"]`, 'basic-auth null 14'],
    ['a line of .pgpass', `# hosts\npg.acme.io:5432:core:app:${VALUE}\n`, 'password null 14'],
    ['a line of .pgpass for any database', `pg.acme.io:6432:*:app:${VALUE}`, 'password null 14'],
    ['a password of an app', 'server.login("ops@acme.io", "qzvkjwxbmtyprlhc")', 'password null 16'],
    ['an earlier name of mc', `mc config host add store https://s3.acme.io {{upper:20}} ${VALUE}`, 'password null 14'],
    ['smbclient', `smbclient //nas/share -U svc%${VALUE}`, 'password user 14'],
    ['sudo from a pipe', `echo "${VALUE}" | sudo -S apt update`, 'password null 14'],
    ['chpasswd from a pipe', `echo 'root:${VALUE}' | sudo chpasswd`, 'password null 14'],
    ['docker from a pipe', `echo ${VALUE} | docker login -u acme --password-stdin`, 'password null 14'],
    ['a broker of Python', `client.username_pw_set('app', '${VALUE}')`, 'password null 14'],
    ['a queue of Python', `pika.PlainCredentials('app', '${VALUE}')`, 'password null 14'],
    ['a token of Java', `new UsernamePasswordToken("app", "${VALUE}")`, 'password null 14'],
    ['a directory of PHP', `ldap_bind($c, 'cn=app', '${VALUE}');`, 'password null 14'],
    ['a directory of Go', 'l.Bind("cn=app,dc=x", "Xk9#mVq2vLw")', 'password null 11'],
    ['a server of files of PHP', `ftp_login($c, 'app', '${VALUE}');`, 'password null 14'],
    ['a shell of PHP', `ssh2_auth_password($c, 'app', '${VALUE}');`, 'password null 14'],
    ['a mailbox of PHP', `imap_open('{imap.acme.io:993}', 'ops@acme.io', '${VALUE}');`, 'password null 14'],
    ['ldapsearch', `ldapsearch -x -D cn=app -w ${VALUE} -b dc=x`, 'password null 14'],
    ['ipmitool', `ipmitool -H host -U app -P ${VALUE} power on`, 'password null 14'],
    ['any call behind an address', "gmail('ops@acme.com', 'qzvkjwxbmtyprlhc')", 'password null 16'],
    ['a mailer of Go', `smtp.PlainAuth("", "ops@acme.io", "${VALUE}", host)`, 'password null 14'],
    ['a mailer of Python', `yagmail.SMTP('ops@acme.io', '${VALUE}')`, 'password null 14'],
    ['a database of Perl', `DBI->connect("dbi:mysql:app;host=acme.io", "app", "${VALUE}");`, 'password null 14'],
    ['a database of Python', "pymysql.connect('db.acme.io', 'app', 'Xk9#mVq2vLw', 'app')", 'password null 11'],
    ['a mapper of objects', `new Sequelize('app', 'svc', '${VALUE}', { dialect })`, 'password null 14'],
    ['a wireless network', 'WiFi.begin("Home", "Xk9#mVq2vLw");', 'password null 11'],
    ['a network of MicroPython', "wlan.connect('Home', 'Xk9#mVq2vLw')", 'password null 11'],
    ['a server of files', `ftplib.FTP('ftp.acme.io', 'deploy', '${VALUE}')`, 'password null 14'],
    ['a login by name', "ftp.login('deploy', 'Xk9#mVq2vLw')", 'password null 11'],
    ['a driver of graphs', `AuthTokens.basic("neo4j", "${VALUE}")`, 'password null 14'],
    ['a login by mail', `server.login("ops@acme.io", "${VALUE}")`, 'password null 14'],
    [
      'a salt of WordPress',
      "define('AUTH_KEY',  '{{alnum:20}}=|$ ,{{alnum:24}}(+ :{{alnum:11}}');",
      'generic AUTH_KEY 64',
    ],
  ])('finds what %s is handed', (_, text, found) => {
    expect(find(text)).toEqual([found]);
  });

  it.each([
    ['a user alone', 'curl -u deploy: https://acme.dev'],
    ['a setting of Bundler', 'BUNDLE_BUILD__NOKOGIRI: "--use-system-libraries:v1"'],
    ['a variable', 'curl -u "$USER:$PASSWORD" https://acme.dev'],
    ['a reference', 'sshpass -p "$SSH_PASS" ssh deploy@acme.io'],
    ['an earlier command', `curl https://acme.dev && docker run -u app:${VALUE} nginx`],
    ['a port', 'docker run -p 8080:80 nginx'],
    ['a file for htpasswd', 'htpasswd -c conf1/users2 admin2345'],
    ['a prompt of htpasswd', 'htpasswd -b users2 "$ADMIN_USER1" "$ADMIN_PASS1"'],
    ['a script of sqlplus', 'sqlplus /nolog @setup2.sql'],
    ['a prompt of sqlplus', 'sqlplus app@db1.acme.io'],
    ['a directory of 7z', '7z a -o./build2out out.7z data1'],
    ['a prompt', 'mysql -u root -p app1data'],
    ['a stand-in', "auth=('user', 'password1')"],
    ['an expression', 'new PDO($dsn, $user, $password)'],
    ['a variable of Ruby', "http.basic_auth 'svc', password"],
    ['an option from a variable', 'curl_setopt($ch, CURLOPT_USERPWD, "$user:$password");'],
    ['an option with a stand-in', "curl_setopt($ch, CURLOPT_USERPWD, 'user:password');"],
    ['a variable that is encoded', "b64encode(user1 + ':' + password1)"],
    ['a text that is encoded', "b64encode('svc:password')"],
    ['ports', '127.0.0.1:5432:5432'],
    ['a line of .pgpass with a stand-in', 'localhost:5432:app:app:password'],
    ['a variable for sudo', 'echo "$SUDO_PASSWORD1" | sudo -S apt update'],
    ['an answer to a prompt', 'echo "yes1234 please" | sudo apt install acme'],
    ['a name for a pipe', 'echo "v1.2.3-beta" | docker build --stdin'],
    ['variables of a network', 'WiFi.begin(ssid1, password1);'],
    ['a hash behind an address', "VALUES (1, 'Jane', 'ops@acme.com', '{{hex:32}}', 7)"],
    ['an address behind another', "people('ops@acme.com', 'jane07@acme.com')"],
    ['a name behind an address', "people('ops@acme.com', 'Jane Roe 2nd')"],
    ['a function that is bound', "l.Bind('onChange2', 'HandleChange2')"],
    ['a signal and a slot', "emitter.connect('valueChanged2', 'onValueChanged2')"],
    ['a weak password of a database', "new Sequelize('app', 'root', 'root1234')"],
    ['a login of something else', `form.login("name", "${VALUE}")`],
    ['a salt that nobody drew', `define('AUTH_KEY', 'put your unique phrase here');`],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});
