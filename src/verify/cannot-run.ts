/** Thrown where nothing can be said of the server: it is not there, or the token is not good. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
