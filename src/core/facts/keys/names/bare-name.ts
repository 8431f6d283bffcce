/** Text before a name whose value follows without an operator, by language and program. */
const BEFORE = [
  // Command-line flags, which may have a prefix: `--db-password value`; PowerShell parameters: `-Password "value"`.
  String.raw`\s--(?:[\w.-]{0,40}[._-])?$`,
  String.raw`(?:^|\s)-$`,
  // `-storepass value` of keytool.
  String.raw`\s-(?:store|key)$`,
  String.raw`\bconfig set (?:--\w{1,20} ){0,2}(?:[\w.-]{1,40}:)?\w{0,40}$`,
  String.raw`\bwifi connect [^\n]{1,60} $`,
  // PowerShell: `ConvertTo-SecureString "value"`.
  String.raw`\bconvertto-$`,
  // Gradle's signing configuration and repositories.
  String.raw`(?:^|[\n{;])\s*(?:store|key)$`,
  String.raw`\busername\s+["'][^"'\n]{1,60}["']\s{0,20};?\s{0,20}$`,
  // C, Dockerfiles and shells.
  String.raw`#\s?define \w{0,60}$`,
  String.raw`(?:^|\n)[ \t]*(?:ENV|ARG|setenv|setx|set -[a-zU]{1,3})[ \t]\w{0,60}$`,
  // SQL.
  String.raw`\b(?:alter|create) (?:user|role|login) [^;\n]{0,100}$`,
  String.raw`\bcreate (?:or replace )?(?:persistent |temporary )?secret [^;\n]{0,160}$`,
  // `.netrc`, mailers and HAProxy.
  String.raw`\bmachine\s+\S{1,80}\s+login\s+\S{1,80}\s+$`,
  String.raw`(?:^|\n)[ \t]*user[ \t]+\S{1,80}\n[ \t]*$`,
  String.raw`\binsecure-$`,
  // Settings without an operator: `remote_password value` of Mosquitto.
  String.raw`(?:^|\n)[ \t]*[a-z]\w{0,40}_$`,
];
const BARE = new RegExp(BEFORE.join('|'), 'i');

/** Whether a name with this text before it takes the value that follows without an operator. */
export function standsBare(before: string): boolean {
  return BARE.test(before);
}
