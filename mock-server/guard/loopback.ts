/** Whether nobody but this machine can reach a server that listens on that host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || LOOPBACK_V4.test(host);
}

/** Whether a `Host` header can only mean this machine: no name server is asked for it (RFC 6761 §6.3). */
export function namesLoopback(hostHeader: string): boolean {
  const host = hostHeader.toLowerCase().replace(/:\d*$/, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    LOOPBACK_V4.test(host)
  );
}

const LOOPBACK_V4 = /^127(\.\d{1,3}){3}$/;
