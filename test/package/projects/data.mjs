import openapi from '@quint-security/contract/openapi.json' with { type: 'json' };
import schema from '@quint-security/contract/schemas/QuintEvent.json' with { type: 'json' };
import manifest from '@quint-security/contract/package.json' with { type: 'json' };

console.log(JSON.stringify([openapi.openapi, schema.title, manifest.name]));
