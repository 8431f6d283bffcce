import { describe, expect, it } from 'vitest';
import {
  looksLikeN8nWorkflow,
  readN8nWorkflow,
} from '../../../../../src/core/facts/manifests/formats/read-n8n-workflow.ts';
import { briefSignals } from '../brief-signals.ts';

const workflowOf = (...nodes: object[]): string => JSON.stringify({ name: 'Orders', nodes });
/** What a workflow says beyond that n8n runs it. */
const servicesOf = (text: string): string[] =>
  briefSignals(readN8nWorkflow(text))
    .map((line) => line.replace(/^\S+ /, ''))
    .filter((line) => line !== 'resource named:n8n');

describe('readN8nWorkflow', () => {
  it.each([
    ['n8n-nodes-base.slack', ['resource named:slack']],
    ['n8n-nodes-base.telegramTrigger', ['resource named:telegram']],
    ['n8n-nodes-base.postgresTool', ['resource named:postgres']],
    ['@n8n/n8n-nodes-langchain.lmChatAzureOpenAi', ['resource named:azureopenai']],
    ['@n8n/n8n-nodes-langchain.lmOpenAi', ['resource named:openai']],
    ['@n8n/n8n-nodes-langchain.embeddingsMistralCloud', ['resource named:mistral']],
    ['@n8n/n8n-nodes-langchain.vectorStoreSupabase', ['resource named:supabase']],
    ['@n8n/n8n-nodes-langchain.memoryPostgresChat', ['resource named:postgres']],
    ['n8n-nodes-resend.resend', ['resource named:resend']],
    ['acme.slack', []],
    ['n8n-nodes-base', []],
  ])('%s', (type, expected) => {
    expect(servicesOf(workflowOf({ type }))).toEqual(expected);
  });

  it.each([
    [{ parameters: { url: '=https://api.acme.io/v1/orders/{{ $json.id }}' } }, ['host api.acme.io /v1/orders/']],
    [{ credentials: { slackOAuth2Api: { id: '1' } } }, ['resource named:slack']],
    [{ credentials: { postgres: { id: '1' } } }, ['resource named:postgres']],
    [{ credentials: { slackApi: {} }, parameters: { url: 'https://slack.com/api' }, disabled: true }, []],
    [{ credentials: 'slackApi', parameters: ['https://api.acme.io'] }, []],
  ])('%j', (node, expected) => {
    const found = servicesOf(workflowOf({ type: 'n8n-nodes-base.httpRequest', ...node }));
    expect(found.filter((line) => line !== 'resource named:httprequest')).toEqual(expected);
  });

  it('says that n8n runs it, where the node stands, in exports of one workflow and of many', () => {
    const one = '{"nodes": [\n  {"type": "n8n-nodes-base.slack"}\n]}';
    expect(briefSignals(readN8nWorkflow(one))).toEqual(['2:12 resource named:n8n', '2:12 resource named:slack']);
    expect(servicesOf(`[${one}, ${workflowOf({ type: 'n8n-nodes-base.notion' })}]`)).toEqual([
      'resource named:slack',
      'resource named:notion',
    ]);
  });

  it.each(['', '[]', '{"nodes": {"type": "n8n-nodes-base.slack"}}', '{"__proto__": []}'])(
    'finds nothing in %s',
    (text) => {
      expect(servicesOf(text)).toEqual([]);
    },
  );
});

describe('looksLikeN8nWorkflow', () => {
  it.each([
    [workflowOf({ type: 'n8n-nodes-base.slack' }), true],
    ['{"nodes": [{"type": "start"}]}', false],
    ['{"dependencies": {"n8n-nodes-base": "^1.0.0"}}', false],
  ])('%s', (text, expected) => {
    expect(looksLikeN8nWorkflow(text)).toBe(expected);
  });
});
