import { describe, expect, test } from 'vitest';
import {
  compileEvents,
  mayNameEvents,
  mayTakeEvents,
  senderOf,
} from '../../../../src/core/facts/webhooks/compile-events.ts';
import { makeRule } from '../../../support/make-rule.ts';

const webhook = { signs: true, headers: [], secretEnv: [], verifiers: {}, notVerifiers: {}, events: [], bodies: [] };
const EVENTS = compileEvents([
  makeRule('acme-pay', { webhook: { ...webhook, events: ['invoice.acme_paid', 'ACME.ORDER/DONE'] } }),
  makeRule('acme-git', { webhook: { ...webhook, bodies: [['head_commit', 'pusher'], ['acme_kind']] } }),
  makeRule('acme-chat', { webhook: { ...webhook, bodies: [['entry.changes', 'messages']] } }),
  makeRule('acme-drive', { webhook: { ...webhook, bodies: [['x-acme-channel*', '*drive*']] } }),
  makeRule('acme-voice', {
    webhook: { ...webhook, bodies: [['<Response>', '<Say'], ['Acme__AnswerML*'], ['RingId']] },
  }),
  makeRule('silent'),
]);

describe('whose events a source takes', () => {
  test.each([
    ['a type that is compared', "if (event.type === 'invoice.acme_paid') go();", 'acme-pay'],
    ['a type that is compared without spaces', "if(t!=='ACME.ORDER/DONE')return;", 'acme-pay'],
    ['a type in backticks', 'case `invoice.acme_paid`:', 'acme-pay'],
    ['a type that is sent', "emit({ type: 'invoice.acme_paid' });", null],
    ['a longer type', "if (type === 'invoice.acme_paid.later') go();", null],
    ['all words of a body', 'const { pusher, head_commit } = req.body;', 'acme-git'],
    ['one word of two', 'return run.head_commit.message;', null],
    ['a word as Go spells its field', 'if (body.ACME_KIND) go();', 'acme-git'],
    ['a word that is asked', "if (body.acme_kind !== 'push') return;", 'acme-git'],
    ['a word that is written into a body', "send({ acme_kind: 'push', to });", null],
    ['a word that is written into a form', "form.append('acme_kind', 'push');", null],
    ['a word before a text', "answer(update.acme_kind, 'thanks');", 'acme-git'],
    ['part of a longer word', 'const old_acme_kind = 1;', null],
    ['a path with optional parts', 'body.entry?.[0]?.changes?.[0]?.value.messages', 'acme-chat'],
    ['a path in loops', 'for (const change of entry.changes) change.value.messages.forEach(go);', 'acme-chat'],
    ['the ends of a path alone', 'const entry = changes.find(Boolean).messages;', null],
    ['words within longer ones', "headers.get('X-Acme-Channel-Id'); await syncDriveFiles();", 'acme-drive'],
    ['an answer in a language of its own', 'xml(`<Response>\n  <Say>Hello</Say></Response>`)', 'acme-voice'],
    [
      'what is to be said in a call that is made',
      "calls.create({ to, twiml: '<Response><Say>Hi</Say></Response>' })",
      null,
    ],
    ['what is sent, as it is sent', 'const { RingId: ringId } = req.body;', 'acme-voice'],
    ['a word of a page that is spelled as pages spell it', 'const { ringId } = req.body;', null],
    ['a constant of Ruby', 'render xml: Acme::AnswerML::Voice.new', 'acme-voice'],
    ['the same in the common language', 'new Acme__AnswerML__Voice()', 'acme-voice'],
    ['plain words', 'const { type, data } = await req.json();', null],
  ])('%s', (_title, source, expected) => {
    expect(senderOf(source, EVENTS)).toBe(expected);
  });

  test('which another language may spell in small letters', () => {
    expect(senderOf('end(request.body.ringId);', EVENTS, true)).toBe('acme-voice');
  });
});

test.each([
  ['a compared type', "case 'invoice.acme_paid':", true, true],
  ['a type that another language matches', '"invoice.acme_paid" => pay(),', false, true],
  ['the first word of a body', 'const { head_commit } = body;', true, true],
  ['a further word of a body', 'const { pusher } = body;', false, false],
])('%s may be taken', (_title, text, inJavascript, elsewhere) => {
  expect([mayTakeEvents(text, EVENTS), mayNameEvents(text, EVENTS)]).toEqual([inJavascript, elsewhere]);
});

test('rules without events find none', () => {
  const none = compileEvents([makeRule('silent')]);
  expect([senderOf("case 'a.b.c.d':", none), mayTakeEvents("case 'a.b.c.d':", none)]).toEqual([null, false]);
});
