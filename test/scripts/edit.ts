/** Data as JSON has it. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Changes a document in place; throws where the document has no such place. */
export type Edit = (document: Json) => void;

export const set =
  (pointer: string, value: Json): Edit =>
  (document) => {
    const [parent, name] = placeOf(document, pointer);
    if (Array.isArray(parent)) parent[Number(name)] = value;
    else parent[name] = value;
  };

export const remove =
  (pointer: string): Edit =>
  (document) => {
    valueAt(document, pointer);
    const [parent, name] = placeOf(document, pointer);
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
  };

/** Appends to an array. */
export const add =
  (pointer: string, value: Json): Edit =>
  (document) => {
    const array = valueAt(document, pointer);
    if (!Array.isArray(array)) throw new Error(`${pointer} is no array`);
    array.push(value);
  };

export const copy =
  (from: string, to: string): Edit =>
  (document) =>
    set(to, structuredClone(valueAt(document, from)))(document);

export const move = (from: string, to: string): Edit => all(copy(from, to), remove(from));

export const all =
  (...edits: readonly Edit[]): Edit =>
  (document) => {
    for (const edit of edits) edit(document);
  };

function valueAt(document: Json, pointer: string): Json {
  const [parent, name] = placeOf(document, pointer);
  const value = Array.isArray(parent) ? parent[Number(name)] : parent[name];
  if (value === undefined) throw new Error(`There is nothing at ${pointer}`);
  return value;
}

/** What holds a place, and the name of the place in it. */
function placeOf(document: Json, pointer: string): [Json[] | { [name: string]: Json }, string] {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop()!;
  let parent: Json | undefined = document;
  for (const name of names) {
    if (typeof parent !== 'object' || parent === null) break;
    parent = Array.isArray(parent) ? parent[Number(name)] : parent[name];
  }
  if (typeof parent !== 'object' || parent === null)
    throw new Error(`There is nothing at ${pointer}`);
  return [parent, last];
}
