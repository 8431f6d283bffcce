import {
  compileWebhookKnowledge,
  type WebhookKnowledge,
} from '../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { makeRule } from './make-rule.ts';

const signs = {
  signs: true,
  headers: [],
  secretEnv: [],
  verifiers: {},
  notVerifiers: {},
  events: [],
  bodies: [],
};

/** The knowledge of a small rulebook with the providers of the webhook tests' samples. */
export function makeWebhookKnowledge(): WebhookKnowledge {
  return compileWebhookKnowledge([
    makeRule('stripe', {
      category: 'payments',
      detect: { packages: { npm: ['stripe'] } },
      webhook: {
        ...signs,
        headers: ['stripe-signature'],
        secretEnv: ['STRIPE_WEBHOOK_SECRET'],
        verifiers: { js: ['webhooks.constructEvent', 'webhooks.constructEventAsync'] },
        notVerifiers: { js: ['Event.construct_from', 'events.parse'] },
        events: ['checkout.session.completed', 'payment_intent.succeeded'],
      },
    }),
    makeRule('github', {
      aliases: ['GitHub'],
      webhook: {
        ...signs,
        headers: ['x-hub-signature-256'],
        secretEnv: ['GITHUB_WEBHOOK_SECRET'],
        bodies: [['head_commit', 'repository', 'pusher']],
        verifiers: {
          js: [
            '@octokit/webhooks#Webhooks.verify -> async boolean',
            '@octokit/webhooks#Webhooks.verifyAndReceive -> async',
            '@octokit/webhooks#createNodeMiddleware',
          ],
        },
      },
    }),
    makeRule('discord', {
      webhook: {
        ...signs,
        headers: ['x-signature-ed25519', 'x-signature-timestamp'],
        bodies: [['InteractionType.PING']],
      },
    }),
    makeRule('mux', { webhook: { ...signs, verifiers: { js: ['mux.webhooks.verifySignature -> throws'] } } }),
    makeRule('getstream', {
      webhook: { ...signs, verifiers: { js: ['stream-chat#StreamChat.verifyWebhook -> boolean'] } },
    }),
    makeRule('netlify', { webhook: signs }),
    // A channel that others deliver from, and that sends no webhooks itself.
    makeRule('kiosk'),
    makeRule('telegram', {
      detect: { packages: { npm: ['grammy'] } },
      webhook: {
        ...signs,
        bodies: [['callback_query'], ['bot.handleUpdate'], ['webhookCallback']],
        notVerifiers: { js: ['grammy#webhookCallback', 'telegraf.webhookCallback'] },
      },
    }),
    makeRule('slack', {
      category: 'messaging',
      detect: { packages: { npm: ['@slack/bolt'] } },
      webhook: {
        ...signs,
        headers: ['x-slack-signature', 'x-slack-request-timestamp'],
        secretEnv: ['SLACK_SIGNING_SECRET'],
        verifiers: { js: ['@slack/bolt#App', '@slack/bolt#verifySlackRequest'] },
      },
    }),
    makeRule('svix', {
      webhook: {
        ...signs,
        headers: ['svix-signature'],
        verifiers: { js: ['svix#Webhook.verify', 'verifyAcmeHook -> boolean'] },
      },
    }),
    makeRule('resend', {
      category: 'email',
      detect: { packages: { npm: ['resend'] } },
      webhook: {
        ...signs,
        headers: ['svix-signature'],
        verifiers: { js: ['resend.webhooks.verify'] },
        events: ['email.received', 'email.delivered', 'email.bounced', 'email.complained'],
      },
    }),
    makeRule('clerk', {
      category: 'auth',
      detect: { packages: { npm: ['@clerk/nextjs'] } },
      webhook: { ...signs, headers: ['svix-signature'], verifiers: { js: ['@clerk/nextjs/webhooks#verifyWebhook'] } },
    }),
    makeRule('acme-auth', { category: 'auth', webhook: signs }),
    makeRule('qstash', {
      webhook: { ...signs, verifiers: { js: ['@upstash/qstash/nextjs#verifySignatureAppRouter'] } },
    }),
    makeRule('twilio', {
      webhook: {
        ...signs,
        headers: ['x-twilio-signature'],
        verifiers: { js: ['twilio#validateRequest -> boolean', 'twilio#webhook'] },
        bodies: [['CallSid'], ['MessageSid'], ['VoiceResponse']],
      },
    }),
    makeRule('magic'),
    makeRule('evolution-api', { webhook: { ...signs, events: ['messages.upsert'] } }),
  ]);
}
