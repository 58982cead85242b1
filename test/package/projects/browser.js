import { createQuintClient } from '@quint-security/contract';
import { live } from '@quint-security/contract/live';
import { createMockServer } from '@quint-security/contract/mock';
import { quintHandlers } from '@quint-security/contract/msw';
import { QuintEvent } from '@quint-security/contract/schemas';

/** What a page does, less the page. */
export async function health() {
  const { fetch } = createMockServer();
  const client = createQuintClient({ baseUrl: 'http://mock', token: 't', fetch });
  return client.health();
}
export const used = [live, quintHandlers, QuintEvent];
