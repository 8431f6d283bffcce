import { CLIENT_PREFIXES } from '../../rulebook/compile-rulebook.ts';
import { lineStart } from './patterns/steps-back.ts';
import { foldWords } from './names/fold-words.ts';
import { nameBeside, type Beside } from './names/name-beside.ts';
import { Said } from './said.ts';
import { isParameter } from './values/value-bounds.ts';

/** Number of characters of the line that are examined on either side of a value. */
const REACH = 200;

/** The surroundings of one value; each part is computed on demand and memoized. */
export class KeyContext {
  readonly beside: Beside;
  private readonly text: string;
  private readonly start: number;
  private readonly end: number;
  private nameKind: 'other' | 'secret' | 'plain' | null = null;
  private saidByName: Said | null = null;
  private wholeNames: readonly string[] | null = null;
  private saidByLine: Said | null = null;
  private saidAbove: Said | null = null;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.beside = nameBeside(text, start);
  }

  /** The name beside the value as `_stripe_secret_key_`; `_` when there is none. */
  get name(): string {
    return this.said.words;
  }

  private get said(): Said {
    return (this.saidByName ??= new Said(
      this.isBesideAccessKeyId() ? SECRET_OF_AWS : foldWords(this.beside.name ?? ''),
    ));
  }

  /** How clearly the surroundings name one of the words: 0 for not at all, more for nearer and for longer words. */
  weigh(words: readonly string[]): number {
    return this.weighName(words) || this.weighLine(words) || this.weighAbove(words);
  }

  /**
   * The same for a shape that many services share: 0 unless the value is assigned to something that may hold a key. A
   * name that says id or hash counts against it, and a neutral name must name the provider itself.
   */
  weighShared(words: readonly string[]): number {
    if (!this.beside.given) return 0;
    if (this.beside.name === null) return this.beside.quoted && !this.isInRow() ? this.weighLine(words) : 0;
    // A rule's key may have the name of an id.
    const exact = words.find((word) => this.wholes.includes(word));
    if (exact !== undefined) return 100 + exact.length;
    this.nameKind ??= isOtherName(this.name) ? 'other' : isSecretName(this.name) ? 'secret' : 'plain';
    if (this.nameKind === 'other') return 0;
    if (this.nameKind === 'secret' || this.beside.argument) return this.weigh(words);
    // `?appid=` in a URL: the host names the service, on this line or above.
    const inAddress = isParameter(this.text, this.start);
    return this.weighName(words) || (inAddress ? this.weighLine(words) || this.weighAbove(words) : 0);
  }

  /** The whole name, with and without a client prefix. */
  private get wholes(): readonly string[] {
    if (this.wholeNames !== null) return this.wholeNames;
    const whole = this.name.slice(1, -1);
    const prefixes = FOLDED_PREFIXES.filter((prefix) => whole.startsWith(prefix));
    return (this.wholeNames = [whole, ...prefixes.map((prefix) => whole.slice(prefix.length))]);
  }

  /** If a name fits two providers equally, the one that the rest of the line mentions wins. */
  private weighName(words: readonly string[]): number {
    const size = this.said.longestNamed(words);
    if (size === 0) return 0;
    const others = words.filter((word) => !this.name.includes(word));
    return 100 + size + (others.some((word) => this.line.holdsWhole(word)) ? LINE_AGREES : 0);
  }

  private weighLine(words: readonly string[]): number {
    const size = this.line.longestWhole(words);
    return size > 0 ? 50 + size : 0;
  }

  private weighAbove(words: readonly string[]): number {
    const size = this.above.longestWhole(words);
    return size > 0 ? 10 + size : 0;
  }

  /** Whether the value follows an AWS access key id, on its line or on the next, which makes it the secret. */
  private isBesideAccessKeyId(): boolean {
    if (this.end - this.start !== LENGTH_OF_AWS_SECRET) return false;
    // A commit or another hash below the id has the same length.
    if (HEX.test(this.text.slice(this.start, this.end)) || isOtherName(foldWords(this.beside.name ?? ''))) return false;
    return ACCESS_KEY_ID.test(this.text.slice(Math.max(0, this.start - REACH), this.start));
  }

  /** Whether the value is a field of a table's row, whose other fields do not describe it. */
  isInRow(): boolean {
    const before = this.text.slice(lineStart(this.text, this.start, REACH), this.start);
    return /\bVALUES\s*\(|^\s*\(|\bUPDATE\s.{1,120}\sSET\s/i.test(before);
  }

  private get line(): Said {
    if (this.saidByLine === null) {
      const from = lineStart(this.text, this.start, REACH);
      const stop = this.text.slice(this.end, this.end + REACH).indexOf('\n');
      const to = stop < 0 ? this.end + REACH : this.end + stop;
      this.saidByLine = new Said(foldWords(`${this.text.slice(from, this.start)} ${this.text.slice(this.end, to)}`));
    }
    return this.saidByLine;
  }

  /** The lines above, up to an empty one, without the parts that describe other values. */
  private get above(): Said {
    if (this.saidAbove !== null) return this.saidAbove;
    const said: string[] = [];
    let from = lineStart(this.text, this.start, REACH);
    for (let n = 0; n < LINES_ABOVE && from > 0 && this.text.charCodeAt(from - 1) === 10; n++) {
      const above = lineStart(this.text, from - 1, REACH);
      const line = this.text.slice(above, from - 1).trim();
      if (line === '') break;
      if (n === 0 || OPENS.test(line)) said.push(partAboutOthers(line));
      from = above;
    }
    return (this.saidAbove = new Said(foldWords(said.join(' '))));
  }
}

const LENGTH_OF_AWS_SECRET = 40;
const HEX = /^[0-9a-f]+$/i;
const SECRET_OF_AWS = '_aws_secret_access_key_';
const ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])[^\n]{0,60}\n?[^\n]{0,60}$/;

const LINE_AGREES = 5;

/**
 * Number of lines above that are read: the first in full, the others when they open the block of the value or are
 * comments.
 */
const LINES_ABOVE = 6;
/** A longer value is not the name of a service. */
const LONGEST_LABEL = 60;
const OPENS = /[{([:]$|^\[{1,2}[\w ".:-]{1,60}\]{1,2}$|^(?:#|\/\/|--|<!--|\*)/;
const ASSIGNMENT =
  /^(?:(?:export|const|let|var|ENV|ARG|-)\s+)*["']?[\w.$-]{1,80}["']?\s{0,8}(?::=|=>|[:=])\s{0,8}(?=[^\s{([])(.*)$/;

/**
 * The part of a line that may describe the lines below: of an assignment only the value, as its name describes just
 * that.
 */
function partAboutOthers(line: string): string {
  const value = ASSIGNMENT.exec(line)?.[1];
  if (value === undefined) return line;
  return value.length > LONGEST_LABEL ? '' : value;
}

const FOLDED_PREFIXES: readonly string[] = CLIENT_PREFIXES.map((p) => p.toLowerCase());

const SECRET_NAME =
  /_(?:api_?key|keys?|secrets?|tokens?|passwords?|passwd|pwd|pass|auth|authorization|credentials?|pat|bearer|dsn|apikey|authtoken|hook|license)(?:\d{0,2})_|(?:token|secret|apikey|password)_/;
const OTHER_NAME =
  /_(?:id|ids|sid|uuid|guid|hash|hashes|sha|sha1|sha256|sha512|md5|commit|revision|rev|digest|checksum|integrity|fingerprint|thumbprint|etag|version|ref|sri|nonce|salt|cursor|uri|url|size|length|name|type|path|file|kid|public|pub)_$/;

/**
 * Names of what an account belongs to: `SNYK_ORG`. Its ids have the shape of many keys. A header is not counted:
 * `x-honeycomb-team` carries a key (https://docs.honeycomb.io/send-data/opentelemetry/).
 */
const OWNER_NAME = /^(?!_x_).*_(?:org|organi[sz]ation|team|tenant|workspace|repo|repository)_$/;

/** Whether a folded name says that its value is a credential. */
export function isSecretName(folded: string): boolean {
  return SECRET_NAME.test(folded) && !OTHER_NAME.test(folded);
}

/**
 * Whether a folded name says that its value is something else: an id, a hash, a version. `API_TOKEN_TEAM` is the token
 * of a team.
 */
export function isOtherName(folded: string): boolean {
  return OTHER_NAME.test(folded) || (OWNER_NAME.test(folded) && !SECRET_NAME.test(folded));
}
