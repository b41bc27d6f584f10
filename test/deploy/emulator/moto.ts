import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { Child, freePort } from './child';
import { ACCOUNT } from './ministack';
import { PYTHON, readPinnedVersion, WORK_FOLDER } from './python';
import { waitUntilReady } from './wait-until-ready';

/** The pinned version of moto. */
export const MOTO_VERSION = readPinnedVersion('moto');

/** The emulator moto, listening on 127.0.0.1. It has an S3 Control of its own, without routes. */
export class Moto {
  public static async start(): Promise<Moto> {
    const port = await freePort();
    const folder = path.join(WORK_FOLDER, 'moto');
    mkdirSync(folder, { recursive: true });
    const logFile = path.join(folder, 'moto.log');
    const args = ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)];
    const env = { PATH: process.env.PATH, HOME: folder, MOTO_ACCOUNT_ID: ACCOUNT };
    const child = Child.start(PYTHON, args, logFile, { cwd: folder, env });
    const moto = new Moto(port, child);
    await waitUntilReady(child, `${moto.url}/moto-api/`, logFile);
    return moto;
  }

  private constructor(private readonly port: number, private readonly child: Child) {}

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  public async stop(): Promise<void> {
    await this.child.end();
  }
}
