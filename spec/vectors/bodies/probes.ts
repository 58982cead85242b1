import { noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';

const probe = (schema: string, status: string): SchemaVectors => ({
  schema,
  valid: [valid('as it is', { status }), valid('from next year', { status, region: 'eu-west-9' })],
  refused: [
    ...noObject(),
    refused('empty', {}, ['/status', 'invalid_value']),
    refused('another status', { status: 'down' }, ['/status', 'invalid_value']),
  ],
});

export const probeVectors: readonly SchemaVectors[] = [
  probe('Health', 'ok'),
  probe('Ready', 'ready'),
];
