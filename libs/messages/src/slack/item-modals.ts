import { doneItemModal } from './done-modal.js';
import {
  extendItemModal,
  grantItemModal,
  grantOtherwiseItemModal,
  refuseItemModal,
} from './extension-modals.js';
import type { ItemModal } from './item-modal.js';
import { notOursItemModal } from './not-ours-modal.js';
import { statusItemModal } from './status-modal.js';

export type { ItemCommand, ItemModal } from './item-modal.js';

/** All that can be asked of Kvittert by a press on a message. */
export const itemModals: readonly ItemModal[] = [
  doneItemModal,
  statusItemModal,
  notOursItemModal,
  extendItemModal,
  grantItemModal,
  grantOtherwiseItemModal,
  refuseItemModal,
];
