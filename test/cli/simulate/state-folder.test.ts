import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { makeSetupOfMembers } from '../../../cli/simulate/setup-of-members';
import { startSimulation } from '../../../cli/simulate/simulation';
import { temporaryFolder } from '../../support/temporary-folder';

const OBJECT = { Bucket: 'media-eu-west-1', Key: 'a' };

/** Starts a simulation that keeps its state, and returns its ARN and a client. */
async function start(stateFolder: string) {
  const simulation = await startSimulation({ setup: makeSetupOfMembers(['eu-west-1']), stateFolder });
  const { endpoint, accessKeyId, secretAccessKey, accessPoints: [{ arn }] } = simulation;
  const s3 = new S3Client({
    endpoint, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey },
  });
  return { arn, s3, stop: () => simulation.close() };
}

describe('restoreFromFolder', () => {
  test('keeps objects and the ARN of the access point from one start to the next', async () => {
    const folder = path.join(temporaryFolder(), 'state');
    const first = await start(folder);
    await first.s3.send(new PutObjectCommand({ ...OBJECT, Body: 'kept' }));
    await first.stop();
    expect(readdirSync(folder)).toEqual(['simulator-state.bin']);
    const second = await start(folder);
    const { Body } = await second.s3.send(new GetObjectCommand(OBJECT));
    expect([await Body!.transformToString(), second.arn]).toEqual(['kept', first.arn]);
    await second.stop();
  });

  test('refuses a file that contains no state', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'simulator-state.bin'), 'text');
    await expect(start(folder)).rejects
      .toThrow(/^\[MRAP975\] .*simulator-state\.bin" contains no state of the simulator/);
  });

  test('refuses a file in place of the folder before anything runs', async () => {
    const file = path.join(temporaryFolder(), 'state.json');
    writeFileSync(file, '{}');
    await expect(start(file)).rejects.toThrow(/^\[MRAP975\] .*it is a file, and not a folder; pass another folder/);
  });
});
