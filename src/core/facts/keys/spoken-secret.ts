/**
 * A secret that was found by a name, a command or a call. `start` and `end` are the offsets of the value; `key` is its
 * kind.
 */
export type SpokenSecret = {
  start: number;
  end: number;
  key: 'generic' | 'password' | 'basic-auth' | 'connection-string' | 'mnemonic';
  name: string | null;
};

/** A ciphertext of AWS KMS in base64: it begins with the bytes 1, 1 or 2, 2, 0. */
export const OF_KMS = /^AQ[EI]CAH[A-Za-z0-9+/]{60}/;

/** Marks of references, templates, encrypted or hashed values, paths and sentences, none of which is a typed secret. */
export const NO_VALUE =
  /\s|^\.{0,2}\/[a-z]|^\$[A-Za-z_({]|\$\{|\$\(|\{\{|<%|%\(|#\{|%\{|\{[\w.]+\}|^%[\w]+%$|^ENC\[|^encrypted:|^ENC\(|^\{(?:cipher|noop|bcrypt|ssha|aes)\}|^\$(?:2[aby]|argon2|6|5|1|pbkdf2)|^(?:pbkdf2|scrypt|bcrypt|argon2|sha\d)|^SCRAM-SHA|^vault:|^secret:|^op:\/\/|^arn:|^https?:|^ref\+|^file:|^env:|^crwdns\d|^\+\w{1,20}[+,;).]|^@(?!\w*\d{3})|[<>`\\]|\.\.\.|\*{3}|^[([{),;:.]|[)\]}],?$|\(["']|["'][,;)]/;
