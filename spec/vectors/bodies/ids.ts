/** UUIDs of RFC 9562. */
export const GOOD_UUIDS: readonly (readonly [name: string, value: string])[] = [
  ['of version 1', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['of version 5', 'c4a760a8-dbcf-5254-a0d9-6a4474bd1b62'],
  ['of version 7', '019d6b6a-7c00-7cc3-98c4-dc0c0c07398f'],
  ['of version 8', '320c3d4d-cc00-875b-8ec9-32d5f69181c0'],
  ['in upper case', '0B8F7C1E-52A7-4C43-9D7E-3F1F6A1C2D11'],
  ['nil', '00000000-0000-0000-0000-000000000000'],
  ['max', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
];

/** Texts that look like UUIDs and are none. */
export const BAD_UUIDS: readonly (readonly [name: string, value: string])[] = [
  ['empty', ''],
  ['the placeholder of the wire format', 'uuid-v4'],
  ['without hyphens', '0b8f7c1e52a74c439d7e3f1f6a1c2d10'],
  ['in braces', '{0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10}'],
  ['as a URN', 'urn:uuid:0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10'],
  ['of version 9', '0b8f7c1e-52a7-9c43-9d7e-3f1f6a1c2d10'],
  ['of another variant', '0b8f7c1e-52a7-4c43-cd7e-3f1f6a1c2d10'],
  ['with a letter beyond f', '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d1g'],
  ['one digit short', '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d1'],
];
