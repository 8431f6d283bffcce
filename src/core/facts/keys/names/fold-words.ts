/** `stripeSecretKey`, `stripe-secret.key` and `STRIPE_SECRET_KEY` all become `_stripe_secret_key_`. */
export function foldWords(text: string): string {
  const out = [UNDERSCORE];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!isLetterOrDigit(c)) {
      if (out[out.length - 1] !== UNDERSCORE) out.push(UNDERSCORE);
    } else if (isUpper(c)) {
      const before = text.charCodeAt(i - 1);
      // `API2CART` is one word; `s3Bucket` and `S3Bucket` are two.
      const goesOn = isUpper(before) || isDigit(before);
      const startsWord = goesOn ? isLower(text.charCodeAt(i + 1)) : isLower(before);
      if (startsWord) out.push(UNDERSCORE);
      out.push(c + 32);
    } else out.push(c);
  }
  if (out[out.length - 1] !== UNDERSCORE) out.push(UNDERSCORE);
  return String.fromCharCode(...out);
}

const UNDERSCORE = 95;

function isUpper(c: number): boolean {
  return c >= 65 && c <= 90;
}

function isLower(c: number): boolean {
  return c >= 97 && c <= 122;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isLetterOrDigit(c: number): boolean {
  return isUpper(c) || isLower(c) || isDigit(c);
}
