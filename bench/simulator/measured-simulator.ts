import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { type Credentials } from '../../simulator/signatures/signed-request';

const PROGRAM = path.join(__dirname, '..', '..', 'bin', 'cdk-s3-mrap.js');

/** A simulator in a process of its own, as the packages for tests start it. */
export interface MeasuredSimulator {
  readonly endpoint: URL;
  readonly credentials: Credentials;
  /** The host of its access point. */
  readonly accessPointHost: string;
  /** The bucket of its first member. */
  readonly bucket: string;
  /** The memory that the process uses, in bytes. */
  readonly measureMemory: () => number;
  readonly stop: () => Promise<void>;
}

interface Description {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accessPoints: readonly {
    readonly alias: string; readonly members: readonly { readonly bucket: string }[];
  }[];
}

/** Starts the bundled command line. The simulator also ends with this process, which closes its input. */
export async function startMeasuredSimulator(): Promise<MeasuredSimulator> {
  const args = [PROGRAM, 'simulate', '--members', 'eu-west-1,us-east-1', '--json', '--port', '0'];
  const program = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [line] = await Promise.race([
    once(createInterface(program.stdout), 'line') as Promise<[string]>,
    once(program, 'close').then(([code]) => {
      throw new Error(`the simulator ended with ${code} before it listened`);
    }),
  ]);
  const { endpoint, accessKeyId, secretAccessKey, accessPoints: [accessPoint] } = JSON.parse(line) as Description;
  return {
    endpoint: new URL(endpoint),
    credentials: { accessKeyId, secretAccessKey },
    accessPointHost: `${accessPoint.alias}.accesspoint.s3-global.amazonaws.com`,
    bucket: accessPoint.members[0].bucket,
    measureMemory: () => 1_024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(program.pid)]).toString()),
    stop: async () => {
      const ended = once(program, 'close');
      program.kill('SIGTERM');
      await ended;
    },
  };
}
