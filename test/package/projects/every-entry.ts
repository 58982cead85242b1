// A consumer of every entry, under Node.
import { createQuintClient, type QuintClient } from '@quint-security/contract';
import { createForwarder } from '@quint-security/contract/forwarder';
import { live, type LiveMessage } from '@quint-security/contract/live';
import { createMockServer, listen, type MockServer } from '@quint-security/contract/mock';
import { quintHandlers } from '@quint-security/contract/msw';
import { QuintEvent } from '@quint-security/contract/schemas';
import { verify } from '@quint-security/contract/verify';

const server: MockServer = createMockServer();
export const client: QuintClient = createQuintClient({ token: 't', fetch: server.fetch });
export const url: Promise<string> = listen(server, { port: 0 }).then((listening) => listening.url);
export const delivered: Promise<number> = createForwarder()
  .close()
  .then((done) => done.delivered);
export const messages: AsyncIterable<LiveMessage> = live(client);
export const parsed: QuintEvent | undefined = QuintEvent.safeParse({}).data;
export const functions = [quintHandlers, verify];

// @ts-expect-error there is no such option
createMockServer({ colour: 'blue' });
