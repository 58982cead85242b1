/** How to follow the stream. */
export interface LiveOptions {
  /**
   * Ends the loop at once, without an error, wherever it is: connecting, waiting for a message, or
   * waiting to reconnect. An aborted signal from the start sends no request.
   */
  signal?: AbortSignal | undefined;
  /**
   * Resume after the message with this id, for example one that was stored before a restart. `'0'`
   * is before all: the first message is then a `reset`, the moment to read the lists without missing
   * anything.
   *
   * @default the messages from now on
   */
  lastEventId?: string | undefined;
}
