import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { redactArguments } from '../../../src/forwarder/index.ts';
import { accept, Lab, newEvent, problem } from './support/lab.ts';

describe('transform', () => {
  test('makes what is sent', async () => {
    const lab = new Lab(accept, { transform: (event) => ({ ...event, tool_name: 'b' }) });
    lab.enqueue('a');
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['b']]);
  });

  test('may change the event that it is given', async () => {
    const lab = new Lab(accept, {
      transform: (event) => {
        delete event.arguments_json;
        event.tool_name = 'b';
        return event;
      },
    });
    lab.forwarder.enqueue(newEvent('a', { arguments_json: '["x"]' }));
    await lab.forwarder.flush();
    expect(lab.sent[0]!.events).toMatchObject([{ tool_name: 'b' }]);
    expect(lab.sent[0]!.text).not.toContain('arguments_json');
  });

  test.each([null, undefined])(
    'that returns %s leaves the event out: dropped, and told',
    async (nothing) => {
      const lab = new Lab(accept, {
        transform: (event) => (event.tool_name === 'a' ? nothing : event),
      });
      lab.enqueue('a', 'b');
      await lab.forwarder.flush();
      expect(lab.batches).toEqual([['b']]);
      expect(lab.told).toEqual(['dropped 1 transform', 'delivered 1']);
    },
  );

  test('that throws rejects the event, rather than to send what should not be seen', async () => {
    const lab = new Lab(accept, {
      transform: (event) => {
        if (event.tool_name === 'a') throw new Error('no such tool');
        return event;
      },
    });
    const reasons: string[] = [];
    lab.forwarder.on('rejected', ({ reason }) => reasons.push(reason));
    lab.enqueue('a', 'b');
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['b']]);
    expect(reasons).toEqual(['not sent: transform failed: no such tool']);
    expect(lab.setAside).toEqual([]);
  });

  test('that is asynchronous rejects the event, and says what is wrong', async () => {
    const lab = new Lab(accept, { transform: (async (event: object) => event) as never });
    const reasons: string[] = [];
    lab.forwarder.on('rejected', ({ reason }) => reasons.push(reason));
    lab.enqueue('a');
    await lab.forwarder.flush();
    expect(lab.sent).toEqual([]);
    expect(reasons).toEqual(['not sent: transform returned a promise']);
  });

  test('finds the counters adding up', async () => {
    const sums: number[] = [];
    const lab: Lab = new Lab(accept, {
      transform: (event) => {
        const { enqueued, buffered } = lab.forwarder.stats();
        sums.push(enqueued - buffered);
        return event;
      },
    });
    lab.enqueue('a', 'b');
    expect(sums).toEqual([0, 0]);
  });

  test('is asked once: not again for a retry, nor for what comes out of the file', async () => {
    let asked = 0;
    const transform = (event: ReturnType<typeof newEvent>) => {
      asked++;
      return event;
    };
    const lab = new Lab(() => problem(503), { transform });
    lab.enqueue('a');
    await lab.clock.advance(60_000);
    lab.answer = accept;
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1, recovered: 1 });
    expect(asked).toBe(1);
  });
});

describe('redactArguments', () => {
  test('takes arguments_json out, and nothing else', () => {
    const event = newEvent('a', { arguments_json: '["secret"]', risk_score: 3 });
    const { arguments_json: _, ...rest } = event;
    expect(redactArguments(event)).toEqual(rest);
    expect(event.arguments_json).toBe('["secret"]');
    expect(redactArguments(newEvent('b'))).not.toHaveProperty('arguments_json');
  });

  test('keeps the arguments from everywhere: the wire, the file and the ears', async () => {
    const lab = new Lab(() => problem(503), { transform: redactArguments, capacity: 3 });
    const heard: unknown[] = [];
    for (const name of ['dropped', 'spilled'] as const) {
      lab.forwarder.on(name, (told) => heard.push(told));
    }
    for (let nth = 0; nth < 5; nth++) {
      lab.forwarder.enqueue(newEvent('a', { arguments_json: '["a-secret"]' }));
    }
    await lab.clock.advance(60_000);
    const everything = JSON.stringify([heard, lab.sent, lab.forwarder.flows()]);
    expect(everything).not.toContain('a-secret');
    expect(lab.inFile).toHaveLength(3);
    expect(readFileSync(lab.path, 'utf8')).not.toContain('a-secret');
  });
});
