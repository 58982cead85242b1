/** A command line, variable or file that cannot be obeyed: one line for a person, and exit code 2. */
export class UsageError extends Error {}
