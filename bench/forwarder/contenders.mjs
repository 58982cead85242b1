// Each way to send events: `enqueue` takes one, `flush` resolves when the server has acknowledged all.
// What is not said here is as each client's documentation has it by default; none of them compresses.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BATCH = 500;
const TOKEN = 'qt_deploy_YOUR_TOKEN';

export const contenders = {
  async forwarder(url) {
    const { createForwarder } = await import('@quint-security/contract/forwarder');
    const folder = await mkdtemp(join(tmpdir(), 'forwarder-'));
    const forwarder = createForwarder({
      baseUrl: url,
      token: TOKEN,
      path: join(folder, 'overflow'),
    });
    return {
      enqueue: forwarder.enqueue,
      flush: () => forwarder.flush(),
      async close() {
        await forwarder.close();
        await rm(folder, { recursive: true });
      },
    };
  },

  async opentelemetry(url) {
    const { SeverityNumber } = await import('@opentelemetry/api-logs');
    const { BatchLogRecordProcessor, LoggerProvider } = await import('@opentelemetry/sdk-logs');
    const { OTLPLogExporter } = await import('@opentelemetry/exporter-logs-otlp-http');
    const exporter = new OTLPLogExporter({ url: `${url}/v1/logs` });
    const provider = new LoggerProvider({
      processors: [
        new BatchLogRecordProcessor({ exporter, maxExportBatchSize: BATCH, maxQueueSize: 5_000 }),
      ],
    });
    const logger = provider.getLogger('bench');
    return {
      enqueue: (event) =>
        logger.emit({
          severityNumber: SeverityNumber.INFO,
          eventName: event.action_type,
          attributes: event,
        }),
      flush: () => provider.forceFlush(),
      close: () => provider.shutdown(),
    };
  },

  async posthog(url) {
    const { PostHog } = await import('posthog-node');
    const client = new PostHog('phc_bench', {
      host: url,
      flushAt: BATCH,
      maxBatchSize: BATCH,
      disableCompression: true,
    });
    return {
      enqueue: (event) =>
        client.capture({
          distinctId: event.agent_id,
          event: event.action_type,
          properties: event,
        }),
      flush: () => client.flush(),
      close: () => client.shutdown(),
    };
  },

  async segment(url) {
    const { Analytics } = await import('@segment/analytics-node');
    const analytics = new Analytics({ writeKey: 'bench', host: url, flushAt: BATCH });
    await analytics.ready;
    return {
      enqueue: (event) =>
        analytics.track({
          userId: event.agent_id,
          event: event.action_type,
          properties: event,
        }),
      flush: () => analytics.flush(),
      close: () => analytics.closeAndFlush(),
    };
  },

  /** The floor: as little as there can be around `fetch`. */
  async loop(url) {
    let waiting = [];
    return {
      enqueue: (event) => waiting.push(event),
      async flush() {
        const events = waiting;
        waiting = [];
        for (let at = 0; at < events.length; at += BATCH) {
          await post(url, JSON.stringify({ events: events.slice(at, at + BATCH) }));
        }
      },
      close() {},
    };
  },

  /** The same with bodies that are made beforehand, so that only `fetch` is left. */
  async loopOfBodies(url) {
    let bodies = [];
    return {
      prepare(events) {
        for (let at = 0; at < events.length; at += BATCH) {
          bodies.push(JSON.stringify({ events: events.slice(at, at + BATCH) }));
        }
      },
      enqueue() {},
      async flush() {
        for (const body of bodies.splice(0)) await post(url, body);
      },
      close() {},
    };
  },
};

async function post(url, body) {
  const response = await fetch(`${url}/v1/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body,
  });
  await response.json();
}
