import { createClient } from '@supabase/supabase-js';

export const admin = createClient(url, '{{jwt:{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"service_role"}}}');
export const web = createClient(url, '{{jwt:{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"anon"}}}');
