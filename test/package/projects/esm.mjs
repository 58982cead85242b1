import * as client from '@quint-security/contract';
import * as live from '@quint-security/contract/live';
import * as forwarder from '@quint-security/contract/forwarder';
import * as schemas from '@quint-security/contract/schemas';
import * as mock from '@quint-security/contract/mock';
import * as msw from '@quint-security/contract/msw';
import * as verify from '@quint-security/contract/verify';
import exercise from './exercise.cjs';

console.log(
  JSON.stringify(await exercise({ client, live, forwarder, schemas, mock, msw, verify })),
);
