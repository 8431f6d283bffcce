/** Shorter words must stand alone between separators; longer ones may be part of a name. */
const SHORTEST_PART = 5;
/** Minimum length of words that may be written in parts: shorter ones occur by chance where two other words meet. */
const SHORTEST_JOINED = 6;
/** What may directly follow the name of a service. */
const ENDS_WORD = /^(?:_|api|key|token|secret|auth|app|client|s_)/;

/** The words of a name or a line, folded with `_` between. Many keys search the same place for their context words. */
export class Said {
  readonly words: string;
  private joined: string | null = null;

  constructor(words: string) {
    this.words = words;
  }

  /** Length of the longest of the words that a name contains, on its own or as a part; 0 without one. */
  longestNamed(words: readonly string[]): number {
    return this.longest(words, (word) => {
      const isThere = word.length < SHORTEST_PART ? this.words.includes(`_${word}_`) : this.words.includes(word);
      return isThere || this.holdsParts(word, false);
    });
  }

  /**
   * The same for a sentence, where only whole words count: `deeply` is not about DeepL, `openaiapikey` is about OpenAI.
   */
  longestWhole(words: readonly string[]): number {
    return this.longest(words, (word) => this.holdsWhole(word) || this.holdsParts(word, true));
  }

  holdsWhole(word: string): boolean {
    const place = this.words;
    for (let at = place.indexOf(`_${word}`); at >= 0; at = place.indexOf(`_${word}`, at + 1))
      if (ENDS_WORD.test(place.slice(at + word.length + 1, at + word.length + 8))) return true;
    return false;
  }

  private longest(words: readonly string[], isThere: (word: string) => boolean): number {
    let best = 0;
    for (const word of words) if (word.length > best && isThere(word)) best = word.length;
    return best;
  }

  /** `deepSeekKey` and `new SparkPost(`: names capitalise the parts of one word. */
  private holdsParts(word: string, isWhole: boolean): boolean {
    if (word.length < SHORTEST_JOINED || !this.letters.includes(word)) return false;
    const place = this.words;
    for (let from = place.indexOf('_'); from >= 0; from = place.indexOf('_', from + 1)) {
      let at = from + 1;
      let read = 0;
      while (read < word.length && at < place.length && (place[at] === '_' || place[at] === word[read])) {
        if (place[at] !== '_') read += 1;
        at += 1;
      }
      if (read === word.length && (!isWhole || ENDS_WORD.test(place.slice(at, at + 7)))) return true;
    }
    return false;
  }

  /** The words without separators. */
  private get letters(): string {
    return (this.joined ??= this.words.replaceAll('_', ''));
  }
}
