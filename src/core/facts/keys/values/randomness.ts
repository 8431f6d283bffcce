// Measures that tell random text from text that somebody wrote.

/** Share of adjacent letter pairs that are among the most common of English and of identifiers, 0 to 1. */
export function wordLikeness(text: string): number {
  let pairs = 0;
  let common = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const letter = letterIndex(text.charCodeAt(i));
    if (letter >= 0 && last >= 0) {
      pairs += 1;
      common += COMMON_PAIRS[last * 26 + letter]!;
    }
    last = letter;
  }
  return pairs === 0 ? 0 : common / pairs;
}

/** `wordLikeness` for the bytes between two offsets. */
export function likenessOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let pairs = 0;
  let common = 0;
  let last = -1;
  for (let at = from; at < to; at++) {
    const letter = letterIndex(bytes[at]!);
    if (letter >= 0 && last >= 0) {
      pairs += 1;
      common += COMMON_PAIRS[last * 26 + letter]!;
    }
    last = letter;
  }
  return pairs === 0 ? 0 : common / pairs;
}

/**
 * Log odds that a text was written rather than generated at random: common letter pairs count for it, other pairs and
 * letters after a digit against it. Few pairs give little evidence, whatever their share.
 */
export function writtenOdds(text: string): number {
  let odds = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const letter = letterIndex(text.charCodeAt(i));
    if (letter >= 0 && last >= 0) odds += COMMON_PAIRS[last * 26 + letter] === 1 ? 1.3 : -1;
    else if (letter >= 0 && i > 0 && isDigit(text.charCodeAt(i - 1))) odds -= 1.4;
    last = letter;
  }
  return odds;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * Number of distinct letters and digits, and the number expected in a random text of this length and alphabet.
 * Separators are ignored.
 */
export function variety(text: string): { distinct: number; expected: number } {
  const seen = new Set<number>();
  let hex = true;
  let digits = true;
  let lower = true;
  let upper = true;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (letterIndex(c) < 0 && !(c >= 48 && c <= 57)) continue;
    length += 1;
    seen.add(c);
    const digit = c >= 48 && c <= 57;
    const small = c >= 97 && c <= 122;
    const big = c >= 65 && c <= 90;
    if (!digit) digits = false;
    if (!digit && !(c >= 97 && c <= 102) && !(c >= 65 && c <= 70)) hex = false;
    if (!digit && !small) lower = false;
    if (!digit && !big) upper = false;
  }
  const size = digits ? 10 : hex ? 16 : lower || upper ? 36 : 62;
  return { distinct: seen.size, expected: size * (1 - (1 - 1 / size) ** length) };
}

/** Share of the text in runs of three or more characters that repeat, or rise or fall by one: `1234`, `abc`, `xxx`. */
export function sequenceShare(text: string): number {
  let covered = 0;
  let run = 1;
  let step = 2;
  const close = () => {
    if (run >= 3) covered += run;
  };
  for (let i = 1; i <= text.length; i++) {
    const next = i < text.length ? foldedCode(text, i) - foldedCode(text, i - 1) : 2;
    if (Math.abs(next) <= 1 && next === step) run += 1;
    else {
      close();
      run = Math.abs(next) <= 1 ? 2 : 1;
      step = next;
    }
  }
  return text.length === 0 ? 0 : covered / text.length;
}

/**
 * Share of adjacent characters of different classes (upper case, lower case, digit): about 0.6 in random text, 0.2 in
 * camel-case names.
 */
export function changeShare(text: string): number {
  let changes = 0;
  for (let i = 1; i < text.length; i++) if (kindOf(text.charCodeAt(i)) !== kindOf(text.charCodeAt(i - 1))) changes += 1;
  return text.length < 2 ? 0 : changes / (text.length - 1);
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}

/** Length of the longest run of one character, ignoring case. */
export function longestRepeat(text: string): number {
  let best = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    run = i > 0 && foldedCode(text, i) === foldedCode(text, i - 1) ? run + 1 : 1;
    if (run > best) best = run;
  }
  return best;
}

/** Length of the longest run of characters that rise by one each: `1234567890` counts ten, as 0 follows 9. */
export function longestRise(text: string): number {
  let best = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    const rises = i > 0 && (foldedCode(text, i) - foldedCode(text, i - 1) === 1 || text.startsWith('90', i - 1));
    run = rises ? run + 1 : 1;
    if (run > best) best = run;
  }
  return best;
}

/** Whether the letters and the digits each form a sequence: `a1b2c3d4e5f6`. */
export function isInterleaved(text: string): boolean {
  const letters = text.replaceAll(/[^A-Za-z]/g, '');
  const digits = text.replaceAll(/\D/g, '');
  return longestRise(letters) >= 5 && longestRise(digits) >= 5;
}

/** Whether the text repeats one short unit: `FakeFakeFake`, `deadbeefdeadbeef`. */
export function isRepetition(text: string): boolean {
  for (let period = 1; period <= text.length / 3; period++) {
    let same = 0;
    for (let i = period; i < text.length; i++) if (text.charCodeAt(i) === text.charCodeAt(i - period)) same += 1;
    if (same >= (text.length - period) * 0.8) return true;
    if (period >= 24) return false;
  }
  return false;
}

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    counts.set(c, (counts.get(c) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function foldedCode(text: string, index: number): number {
  const c = text.charCodeAt(index);
  return c >= 65 && c <= 90 ? c + 32 : c;
}

function letterIndex(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 65 && code <= 90 ? code - 65 : -1;
}

// The most common letter pairs of English prose and of identifiers; random letters match 17 percent of the time.
const COMMON_PAIRS = new Uint8Array(26 * 26);
for (const pair of (
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ' +
  'ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie ' +
  'wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh'
).split(' ')) {
  COMMON_PAIRS[(pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97] = 1;
}
