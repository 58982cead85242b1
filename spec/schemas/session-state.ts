import * as z from 'zod';

export const SessionState = z
  .enum(['active', 'idle', 'ended'])
  .meta({ id: 'SessionState', description: 'The state of a session.' });
export type SessionState = z.infer<typeof SessionState>;
