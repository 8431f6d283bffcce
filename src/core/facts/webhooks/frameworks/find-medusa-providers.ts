import { textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import type { SyntaxNode } from '../syntax.ts';
import { GIVEN } from './find-file-handlers.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

/**
 * Medusa: when a webhook arrives at `/hooks/payment/<provider>`, the framework asks the payment provider for the action
 * to take, and captures the payment accordingly
 * (https://docs.medusajs.com/resources/commerce-modules/payment/webhook-events).
 */
export const MEDUSA_PROVIDERS: Framework = {
  mayHold: (_path, text) => text.includes(METHOD) && text.includes('medusa'),
  find: (_path, program) =>
    [...program.methods.values()].flatMap((methods) => providerOf(program, methods.get(METHOD))),
};

const METHOD = 'getWebhookActionAndData';
const ROUTE = '/hooks/payment';

function providerOf(program: Program, fn: SyntaxNode | undefined): Handler[] {
  // Most providers support no webhooks and return the same answer for every event.
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

/** Actions that mark a payment as paid, as literals or as the framework's constants. */
const SETTLES = /authorized|captured|successful/i;
