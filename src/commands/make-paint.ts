import { styleText } from 'node:util';
import type { Paint } from '../core/report/paint.ts';

/** Styles for a terminal; none if `colour` is false. */
export function makePaint(colour: boolean): Paint {
  const as = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  return {
    bold: as('bold'),
    dim: as('dim'),
    red: as('red'),
    yellow: as('yellow'),
    green: as('green'),
    blue: as('blue'),
  };
}
