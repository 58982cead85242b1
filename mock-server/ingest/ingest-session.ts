import { effectiveTime } from '../report-times.ts';
import { utcOf } from '../instant.ts';
import type { IngestHandler } from '../operation.ts';
import { reportDeduplicationId } from './deduplication-id.ts';
import { publish } from './publish.ts';

/** `POST /v1/sessions/ingest`: the report travels the same topic as the events of its session. */
export const ingestSession: IngestHandler<'ingestSession'> = async (
  { body: report, caller: { org_id } },
  { clock, topic },
) => {
  const received_at = utcOf(clock.now());
  await publish(
    [
      {
        id: 'report',
        messageGroupId: report.session_id,
        messageDeduplicationId: reportDeduplicationId(
          org_id,
          report,
          effectiveTime(report, received_at),
        ),
        messageAttributes: { kind: 'lifecycle' },
        body: { kind: 'lifecycle', org_id, report, received_at },
      },
    ],
    topic,
  );
  return { ok: true };
};
