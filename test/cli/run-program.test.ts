import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { runProgram, waitForEndOfInput } from '../../cli/run-program';
import { temporaryFolder } from '../support/temporary-folder';

const runScript = (script: string) => runProgram([process.execPath, '-e', script], process.env);

/** Returns a stream that claims to read from an open file. */
function makeInput(fd: number) {
  return Object.assign(new PassThrough(), { fd }) as unknown as Parameters<typeof waitForEndOfInput>[0];
}

describe('runProgram', () => {
  test('returns the exit code, or 128 plus the number of a signal', async () => {
    expect(await runScript('process.exit(4)')).toBe(4);
    expect(await runScript('process.kill(process.pid, "SIGKILL")')).toBe(137);
  });

  test('forwards signals', async () => {
    const running = runScript('setInterval(() => {}, 1000)');
    process.emit('SIGHUP', 'SIGHUP');
    expect(await running).toBe(129);
  });

  test('fails for a program that does not exist', async () => {
    await expect(runProgram(['/nonexistent/program'], {})).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('waitForEndOfInput', () => {
  test('waits for the end of a pipe only', async () => {
    const fifo = path.join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [fifo]);
    const [pipe, file] = [openSync(fifo, constants.O_RDWR), openSync(__filename, 'r')];
    const [piped, read] = [makeInput(pipe), makeInput(file)];
    const ended = jest.fn();
    void waitForEndOfInput(read).then(ended);
    (read as unknown as PassThrough).end();
    const waiting = waitForEndOfInput(piped);
    (piped as unknown as PassThrough).end();
    await waiting;
    expect(ended).not.toHaveBeenCalled();
    closeSync(pipe);
    closeSync(file);
  });
});
