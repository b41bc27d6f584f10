import { type Socket } from 'node:net';
import { type Duplex } from 'node:stream';

/** Copies bytes in both directions until one side ends. A reset connection to the server also resets the client. */
export function connectStreams(client: Duplex, server: Socket, reset: () => void): void {
  client.pipe(server).pipe(client);
  client.on('error', () => server.destroy()).on('close', () => server.destroy());
  server.on('error', reset);
}
