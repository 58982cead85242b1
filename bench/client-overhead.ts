import { createQuintClient } from '@quint-security/contract';
import { startServer } from './server-process.ts';
import { interleaved } from './statistics.ts';

const CALLS = 2_000;

/** Microseconds per call, one after the other, to a server that does next to nothing. */
export async function clientOverhead(): Promise<{ fetch: number; client: number }> {
  const server = await startServer('floor');
  const client = createQuintClient({ baseUrl: server.url, token: 'qt_deploy_YOUR_TOKEN' });
  const headers = { authorization: 'Bearer qt_deploy_YOUR_TOKEN' };
  const contenders = {
    fetch: perCall(async () => (await fetch(`${server.url}/health`, { headers })).json()),
    client: perCall(() => client.health()),
  };
  try {
    await contenders.fetch();
    await contenders.client();
    return await interleaved(5, contenders);
  } finally {
    server.stop();
  }
}

function perCall(call: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const began = performance.now();
    for (let done = 0; done < CALLS; done++) await call();
    return ((performance.now() - began) * 1000) / CALLS;
  };
}
