import { orgOf, type Message } from '../fanout/envelope.ts';
import type { SessionRow, Store } from '../store/store.ts';
import { reportedBy, touchedBy } from './session-rules.ts';

/** A session that a batch speaks of: its row as it was, and as it shall be. */
interface Draft {
  readonly org_id: string;
  readonly id: string;
  readonly before: SessionRow | undefined;
  after: SessionRow | undefined;
}

/** Brings `sessions` up to date with a batch, in the order of its messages. */
export async function processSessions(
  messages: readonly Message[],
  { sessions }: Pick<Store, 'sessions'>,
): Promise<void> {
  const drafts: Draft[] = [];
  for (const message of messages) {
    const { body, messageGroupId: id } = message;
    const org_id = orgOf(body);
    // A batch is of ten messages at most, most of them of one session.
    let draft = drafts.find((each) => each.id === id && each.org_id === org_id);
    if (!draft) {
      const before = await sessions.get(org_id, id);
      drafts.push((draft = { org_id, id, before, after: before }));
    }
    draft.after =
      body.kind === 'event'
        ? touchedBy(body.event, draft.after)
        : reportedBy({ ...body, sequenceNumber: message.sequenceNumber }, draft.after);
  }
  const changed = drafts.flatMap(({ before, after }) => (after && after !== before ? [after] : []));
  if (changed.length > 0) await sessions.upsert(changed);
}
