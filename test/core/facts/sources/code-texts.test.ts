import { expect, it } from 'vitest';
import { readSignals } from './read-signals.ts';

it.each([
  ['supabase.auth.', 'await supabase.auth.getUser()', ['@1:7']],
  ['.storage.from(', "supabase\n  .storage\n  .from('x')", ['@2:3']],
  ['.storage.from(', "supabase?.storage?.from('x')", ['@1:10']],
  ['.storage.from(', 'storage.from(x)', []],
  ['supabase.auth', 'supabase.authx; xsupabase.auth', []],
  ['new Stripe(', 'new  Stripe(key)', ['@1:1']],
  ['new Stripe(', 'newStripe(key)', []],
  ['.client("s3"', 'boto3.client(\n    "s3",\n    region_name=region\n)', ['@1:6']],
  ['supabase.auth.', "// supabase.auth.x\n'supabase.auth.x' + `supabase.auth.${supabase.auth.x}`", ['@2:38']],
  ['__proto__.x(', 'a.__proto__.x(1)', ['@1:3']],
])('finds %j in %j', (text, code, places) => {
  expect(readSignals('javascript', 'code', code, [text])).toEqual(places.map((place) => text + place));
});

it('finds a text that starts with a word of the language', () => {
  expect(readSignals('python', 'code', 'config("x")', ['config('])).toEqual(['config(@1:1']);
});
