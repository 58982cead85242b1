import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Follows the connections of a server. @returns those that are open */
export function openSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

/** Takes no more connections, and resolves when the last one has ended, at the latest after `timeout` milliseconds. */
export async function closeServer(
  server: Server,
  sockets: ReadonlySet<Socket>,
  timeout: number,
): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), timeout);
  const ended = new Promise<void>((resolve) => void server.close(() => resolve()));
  // Browsers open connections in advance; Node takes one that has said nothing for a request at hand.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  await ended;
  clearTimeout(cutOff);
}
