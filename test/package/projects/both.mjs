// One process with both forms of the package, as happens where a dependency requires what the program imports.
import { createRequire } from 'node:module';
import { createQuintClient, QuintError } from '@quint-security/contract';

const required = createRequire(import.meta.url)('@quint-security/contract');
const refused = { status: 404, headers: { 'content-type': 'application/json' } };
const api = {
  baseUrl: 'http://api',
  token: 't',
  fetch: async () => new Response('{"error":"No such session","code":"not_found"}', refused),
};
const imported = await createQuintClient(api)
  .getSession('s')
  .catch((error) => error);
const other = await required
  .createQuintClient(api)
  .getSession('s')
  .catch((error) => error);
console.log(
  JSON.stringify({
    twoCopies: QuintError !== required.QuintError,
    eachKnowsTheOthers: [QuintError.is(other), required.QuintError.is(imported)],
  }),
);
