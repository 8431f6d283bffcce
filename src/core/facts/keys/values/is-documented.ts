import { digestKey } from './mask-key.ts';

/**
 * First 16 hex characters of the SHA-256 of values printed in public documentation: test keys of reCAPTCHA and of local
 * emulators (Azurite, Cosmos DB, the accounts of Hardhat and Anvil, Turnstile, QStash, storage and sessions of a local
 * Supabase); the passkey of M-Pesa's sandbox; the login of MinIO's playground; the search key in Yarn's releases;
 * samples from FastAPI, Flask, Django REST framework, Deno, AWS, Slack, Mailgun, rclone (MinIO's secret key), RFC 6749,
 * RFC 7643 and Telegram's bots (without the leading id); the admin key that APISIX came with for years; and the secret
 * that nearly every page on one-time passwords shows.
 */
const DIGESTS: ReadonlySet<string> = new Set([
  'f5e95c9954635b65',
  '03b970ed8171d73b',
  '60a09e4357868c1e',
  '570dad43de1af4c9',
  '2598f7d6adc142d8',
  '0011cc25eb432071',
  'aa6547439583c3a2',
  'fb8f35129df87662',
  '6c96130f130ab0d6',
  '00cf4c781dc37003',
  '78314b11be2e5815',
  'b071055cfd81bd56',
  '095101cf732c298a',
  'bb4978fbe7638de8',
  'f02322197a196ceb',
  '5de22089c247b9b2',
  '59feecfa04eb096b',
  'b69d88ff1ad5834a',
  'b6b9ee08c38f62da',
  'be394de37f9d6cf6',
  'dd0102d1cd0c6ac7',
  'bc1a50966c9e6486',
  '8335c55334821eef',
  'b26ab6529d20ebeb',
  '64034b44c579b335',
  '4d3e46eec8244d1d',
  '0aedba9d586f34f9',
  '28e543d3753fc9d1',
  'f070994a85994785',
  '38e69fdd19aefeb4',
  '967f21586cdf1248',
  'b5f1743a394ce39b',
  '54c3b917bfd471e1',
  '86021db6fc0f81d1',
  'b0f3a96ded759f6c',
  '7f59edafa4d502ca',
  '9cb335cb7b5fb805',
  '304779c4de12ef17',
  'c5516064d1d52126',
  '1483d4f83d2294fa',
  '511c2249afed266e',
  '0c030bb13665363b',
  '6b933448d12f658c',
  '2f21fd9c81678e39',
  '9c846fdf0fa8955c',
  '1bbb9293c38acc5e',
  'df452eef23e8cf2c',
  '94228124c289844e',
  '8be5d113c0871ce1',
  '5cc1e9113bbaa704',
  '477a2767fa27931d',
  '1ab729123be83925',
  'bef307f8121e51fc',
]);

/** Whether a value is printed in public documentation. */
export function isDocumented(value: string): boolean {
  return DIGESTS.has(digestKey(value).slice(0, 16));
}
