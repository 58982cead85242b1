import { dictionaryOf } from './dictionary.ts';

/** String → string (contract.md §2). */
export const Labels = dictionaryOf<string>(
  {
    is: (value) => typeof value === 'string',
    one: 'a string',
    many: 'strings',
    schema: { type: 'string' },
  },
  'String values by name; platform-specific data belongs here.',
);
