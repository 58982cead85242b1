/**
 * The ids of the children of a session. What form they have in it is decided: beside a whole session an id
 * alone will do, and any object that has one.
 */
export function childIds(children: readonly unknown[]): string[] {
  return children.map((child) => {
    if (typeof child === 'string') return child;
    const { id, session_id } = Object(child) as { id?: unknown; session_id?: unknown };
    return String(id ?? session_id ?? JSON.stringify(child));
  });
}
