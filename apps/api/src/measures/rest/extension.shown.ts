import { z } from 'zod';
import { extensionShown } from './measure.shown.js';

/** A request beside the item that it is about. */
export const extensionOfItemShown = extensionShown
  .extend({
    itemId: z.string(),
    number: z.string().meta({ description: 'Of the item: 7.4.' }),
    measureId: z.string(),
    planId: z.string(),
    partyId: z.string(),
    href: z.string().meta({ description: 'The item’s.' }),
  })
  .meta({ id: 'ExtensionOfItem' });
