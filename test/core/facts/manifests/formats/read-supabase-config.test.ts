import { describe, expect, it } from 'vitest';
import { readSupabaseConfig } from '../../../../../src/core/facts/manifests/formats/read-supabase-config.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readSupabaseConfig(text));

describe('readSupabaseConfig', () => {
  it('reads what is switched on, not what a fresh project has', () => {
    const text = `project_id = "shop"
[studio]
openai_api_key = "env(OPENAI_API_KEY)"
[storage]
enabled = true
[storage.buckets.images]
public = false
[auth.external.github]
enabled = true
client_id = "env(GITHUB_CLIENT_ID)"
[auth.external.apple]
enabled = false
secret = "env(APPLE_SECRET)"
[auth.sms.twilio]
enabled = true
[auth.email.smtp]
host = "smtp.sendgrid.net"
[functions.hello]
verify_jwt = true
`;
    expect(linesOf(text)).toEqual([
      '8:16 resource supabase:auth.external.github',
      '14:11 resource supabase:auth.sms.twilio',
      '17:8 host smtp.sendgrid.net /',
      '6:18 resource supabase:storage',
      '18:12 resource supabase:functions',
      '10:13 env GITHUB_CLIENT_ID read null required',
    ]);
  });

  it('leaves out a mail server that is off', () => {
    expect(linesOf('[auth.email.smtp]\nenabled = false\nhost = "smtp.sendgrid.net"')).toEqual([]);
  });
});
