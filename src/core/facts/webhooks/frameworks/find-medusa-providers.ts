import { textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import type { SyntaxNode } from '../syntax.ts';
import { GIVEN } from './find-file-handlers.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

/**
 * Medusa: a payment provider is asked what to make of a webhook that has come to `/hooks/payment/<provider>`, and the payment is
 * captured as it says (https://docs.medusajs.com/resources/commerce-modules/payment/webhook-events).
 */
export const MEDUSA_PROVIDERS: Framework = {
  mayHold: (_path, text) => text.includes(METHOD) && text.includes('medusa'),
  find: (_path, program) =>
    [...program.methods.values()].flatMap((methods) => providerOf(program, methods.get(METHOD))),
};

const METHOD = 'getWebhookActionAndData';
const ROUTE = '/hooks/payment';

function providerOf(program: Program, fn: SyntaxNode | undefined): Handler[] {
  // Most support no webhooks, and say so whatever comes.
  if (!fn || !SETTLES.test(textOf(program, fn))) return [];
  return [
    makeHandler({
      framework: 'medusa',
      route: ROUTE,
      method: 'POST',
      at: fn,
      handler: fn,
      name: METHOD,
      given: GIVEN,
      answersDecide: true,
    }),
  ];
}

/** Actions by which money is taken for paid, as they are written or as the framework names them. */
const SETTLES = /authorized|captured|successful/i;
