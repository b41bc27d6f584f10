import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const START_TIMEOUT = 60_000;
const POLL_INTERVAL = 200;

/** A registry on 127.0.0.1 that serves the built packages, and fetches all others from the public registry. */
export interface Registry {
  /** The variables with which the package manager uses the registry, without the packages that it fetched before. */
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(({ ok }) => ok, () => false);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** A program that serves HTTP on a free port. */
export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a program that listens on a port, and waits until a path answers. It writes `server.log` into its folder. */
export async function startServer(
  folder: string, readyPath: string, makeCommand: (port: number) => readonly [string, string[]],
): Promise<Server> {
  const port = await findFreePort();
  const [file, args] = makeCommand(port);
  const log = openSync(path.join(folder, 'server.log'), 'a');
  const child = spawn(file, args, { cwd: folder, stdio: ['ignore', log, log] });
  const url = `http://127.0.0.1:${port}`;
  const server = { url, stop: () => stopProcess(child) };
  for (const end = Date.now() + START_TIMEOUT; Date.now() < end; await wait(POLL_INTERVAL)) {
    if (await isReady(`${url}${readyPath}`)) return server;
    if (child.exitCode !== null) break;
  }
  await server.stop();
  throw new Error(`${file} does not answer ${url}${readyPath}; read ${path.join(folder, 'server.log')}`);
}
