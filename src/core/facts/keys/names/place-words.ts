/** Kinds of candidates; each kind has a finder of its own. */
export type PlaceKind = 'opening' | WordKind;
export type WordKind =
  | 'name'
  | 'identified'
  | 'command'
  | 'login'
  | 'call'
  | 'salt'
  | 'pgpass'
  | 'userpwd'
  | 'bundle'
  | 'oracle'
  | 'pem'
  | 'encoded'
  | 'cluster'
  | 'putty'
  | 'jwk'
  | 'xmlKey'
  | 'joint'
  | 'list'
  | 'rows'
  | 'alias'
  | 'piped'
  | 'mail'
  | 'token';

/**
 * Search words by kind. A lower-case letter matches its capital too. The scan searches for the four characters in
 * brackets, which are rare or shared with another word; the finder of the kind checks the rest.
 */
export const WORDS: Readonly<Record<WordKind, readonly string[]>> = {
  name: [
    '[pass]',
    's[ecre]t',
    'S[ecur]eString',
    '[mnem]onic',
    '[phra]se',
    '[senh]a',
    'contra[sena]',
    '[clav]e',
    'm[otde]passe',
    '[mot_]de_passe',
    '[mdp ]',
    '[mdp=]',
    '[mdp:]',
    '[mdp"]',
    "[mdp']",
    '[$pw ]',
    '[$pw=]',
    'HDW[alle]tProvider',
    '[psk=]',
    '[pwd=]',
    '[pwd ]',
    '[pwd:]',
    '[pwd"]',
    "[pwd']",
    'bi[ndpw]',
    'ro[otpw]',
  ],
  identified: ['ident[ifie]d by'],
  command: [
    '[curl]',
    'ssh[pass]',
    '[mysq]l',
    'mar[iadb]',
    '[lftp]',
    'redi[s-cl]i',
    's[qlcm]d',
    '[mong]o',
    '[smbc]lient',
    'l[daps]earch',
    'l[dapa]dd',
    'l[dapm]odify',
    '[ipmi]tool',
    '[zip ]',
    'un[zip ]',
    '[7z a]',
    '[7z e]',
    '[7z x]',
    'ht[pass]wd',
    'sq[lplu]s',
    'sq[lldr]',
    'ope[nssl]',
    // Finds `expdp` too, which has as many letters before `pdp `.
    'im[pdp ]',
    'n[et u]se',
    's[ignt]ool',
  ],
  login: ['[logi]n'],
  call: [
    'Netwo[rkCr]edential',
    'Passwo[rdAu]thentication',
    'crede[ntia]ls(',
    'basic_[auth]',
    '[PDO(]',
    '[mysq]li',
    'Basi[cAut]h',
    'ge[tCon]nection',
    '[OAut]hHandler',
    '.[logi]n',
    '[auth]',
    '[SMTP](',
    '[.bas]ic(',
    'WiF[i.be]gin(',
    '[addA]P(',
    '-[>con]nect(',
    '.conn[ect(]',
    'Passwo[rdTo]ken',
    'username[_pw_]set(',
    'lda[p.bi]nd(',
    'lda[p_bi]nd(',
    '[.bin]d(',
    'ftp[_log]in(',
    'ssh2_aut[h_pa]ssword',
    'im[ap_o]pen(',
    'FT[P.op]en(',
    'Plai[nAut]h(',
    'Seq[ueli]ze(',
    '[FTP(]',
    'FTP[_TLS](',
  ],
  salt: ['[AUTH]_', 'LOGG[ED_I]N_', 'N[ONCE]_'],
  pgpass: ['[:543]2:', '[:643]2:'],
  userpwd: [
    'CURLOPT_US[ERPW]D',
    '[64en]code(',
    '[64_e]ncode(',
    'encod[e64(]',
    'enco[deto]String(',
    'toBas[e64s]tring(',
    '[btoa](',
    '[buff]er.from(',
  ],
  oracle: ['orac[le:t]hin:'],
  bundle: ['B[UNDL]E_', 'stat[s au]th '],
  pem: ['-----[BEGI]N '],
  encoded: ['LS0tLS1CR[UdJT]i'],
  cluster: ['kin[d: S]ecret'],
  putty: ['[PuTT]Y'],
  jwk: ['["kty]"'],
  xmlKey: ['<[RSAK]eyValue>'],
  token: ['[toke]n', 'ap[i_ke]y', 'a[pike]y', 'ap[i-ke]y'],
  list: ['[].jo]in(', '"[".jo]in(', "'['.jo]in("],
  rows: ['[\n\\.\n]', '[\n\\.\r]'],
  alias: ['mc a[lias]', '[mc c]onfig host add'],
  mail: ['[com"]', "[com']", '[net"]', "[net']", '[org"]', "[org']", '[.io"]', "[.io']"],
  piped: ['[sudo] -S', '[chpa]sswd', '[stdi]n'],
  joint: [
    '["\n  ]',
    "['\n  ]",
    '["\n\t"]',
    '["\n\t\t]',
    '[" \\\n]',
    "[' \\\n]",
    '[" + ]',
    "[' + ]",
    '[" +\n]',
    "[' +\n]",
    '[" +\r]',
    "[' +\r]",
    '[" . ]',
    "[' . ]",
    '[" & ]',
  ],
};
