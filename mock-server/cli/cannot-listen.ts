import { UsageError } from './usage-error.ts';

/**
 * Why a server cannot listen, and what to do.
 * @param flag sets the port
 */
export function cannotListen(error: unknown, host: string, port: number, flag: string): UsageError {
  return new UsageError(reasonOf((error as NodeJS.ErrnoException).code, host, port, flag));
}

function reasonOf(code: string | undefined, host: string, port: number, flag: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is in use; choose another with ${flag}, or ${flag} 0 for a free one`;
    case 'EACCES':
      return `port ${port} needs privileges; choose one above 1023 with ${flag}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine; choose one with --host, such as 127.0.0.1`;
    default:
      return `cannot listen on ${host}:${port} (${code ?? 'unknown reason'})`;
  }
}
