import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { agentWithMemory } from './agentWithMemory.mts';
import { answerAndNote } from './answerAndNote.mts';
import { answerAndNotePostgres } from './answerAndNotePostgres.mts';
import { answerFromPage } from './answerFromPage.mts';
import { bookASlot } from './bookASlot.mts';
import { broadcast } from './broadcast.mts';
import { deliveryNotice } from './deliveryNotice.mts';
import { handOver } from './handOver.mts';
import { leadFromQuickReplies } from './leadFromQuickReplies.mts';
import { orderStatus } from './orderStatus.mts';
import { firstSetUp } from './firstSetUp.mts';
import { managerApprovesRefund } from './managerApprovesRefund.mts';
import { mergeABurst } from './mergeABurst.mts';
import { photoToTicket } from './photoToTicket.mts';
import { pullInsteadOfForward } from './pullInsteadOfForward.mts';
import { sendInvoice } from './sendInvoice.mts';
import { strictDeduplication } from './strictDeduplication.mts';

/** The scene that runs an example, by the example's file without `.json`. */
export const EXAMPLES: Readonly<Record<string, (world: World, checks: Checks) => Promise<void>>> = {
	'answer-and-note': answerAndNote,
	'answer-and-note-postgres': answerAndNotePostgres,
	'answer-from-a-page': answerFromPage,
	'lead-from-quick-replies': leadFromQuickReplies,
	'order-status': orderStatus,
	'book-a-slot': bookASlot,
	'manager-approves-refund': managerApprovesRefund,
	'broadcast-with-follow-up': broadcast,
	'delivery-notice': deliveryNotice,
	'hand-over-to-a-person': handOver,
	'merge-a-burst': mergeABurst,
	'agent-with-memory': agentWithMemory,
	'send-an-invoice': sendInvoice,
	'photo-to-ticket': photoToTicket,
	'pull-instead-of-forward': pullInsteadOfForward,
	'first-set-up': firstSetUp,
	'strict-deduplication': strictDeduplication,
};
