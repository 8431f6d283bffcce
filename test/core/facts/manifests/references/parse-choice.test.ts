import { expect, it } from 'vitest';
import { parseChoice } from '../../../../../src/core/facts/manifests/references/parse-choice.ts';

it.each([
  ['LLM_PROVIDER', 'OpenAI', 'openai'],
  ['SECURITIES_PROVIDER', 'yahoo_finance', 'yahoo_finance'],
  ['MAIL_MAILER', 'postmark', 'postmark'],
  ['QUEUE_CONNECTION', 'sqs', 'sqs'],
  ['FILESYSTEM_DISK', 's3', 's3'],
  ['EMAIL_SERVICE', 'gmail', 'gmail'],
  ['DB_TYPE', 'postgres', 'postgres'],
  ['embeddingProvider', 'Voyage AI', 'voyage ai'],
  ['provider', ' groq ', 'groq'],
])('%s=%s chooses %s', (key, value, name) => {
  expect(parseChoice(key, value)).toBe(name);
});

it.each([
  ['OTEL_SERVICE_NAME', 'stripe'],
  ['WIF_PROVIDER', 'projects/1/locations/global'],
  ['LLM_PROVIDER', '${PROVIDER}'],
  ['LLM_PROVIDER', ''],
  ['LLM_PROVIDER', 'the one that you have set up at home'],
  ['NODE_ENV', 'vercel'],
  ['CONNECTION', 'redis'],
])('%s=%s chooses nothing', (key, value) => {
  expect(parseChoice(key, value)).toBeNull();
});
