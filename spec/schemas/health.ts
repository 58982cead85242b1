import * as z from 'zod';

/** The body is decided here; the pages name only the path. */
export const Health = z
  .object({ status: z.literal('ok').meta({ description: 'Always `ok`.' }) })
  .meta({ id: 'Health', description: 'The process is alive.' });
export type Health = z.infer<typeof Health>;

/** The body is decided here; the pages name only the path. */
export const Ready = z
  .object({ status: z.literal('ready').meta({ description: 'Always `ready`.' }) })
  .meta({ id: 'Ready', description: 'The service takes requests.' });
export type Ready = z.infer<typeof Ready>;
