const LONGEST = 60;

/** A name as a part of a case's id: without spaces and quotes, and without `*`, which patterns use. */
export function slug(name: string): string {
  if (name === '') return 'empty';
  if (name.length > LONGEST && !name.includes(' ')) return `${name.length}-characters`;
  return name.replaceAll(/[^\w.+-]+/g, '-').replaceAll(/^-(?=\D)|-$/g, '');
}
