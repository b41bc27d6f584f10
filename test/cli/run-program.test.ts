import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, realpathSync } from 'node:fs';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { runProgram, runTool, waitForEndOfInput } from '../../cli/run-program';
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

describe('runTool', () => {
  const runInFolder = (script: string, folder: string) =>
    runTool([process.execPath, '-e', script], folder, { ...process.env, GREETING: 'hello' });

  test('returns the exit code and the output of both streams from a program in a folder', async () => {
    const folder = realpathSync(temporaryFolder());
    const script = 'console.log(process.cwd()); console.error(process.env.GREETING); process.exitCode = 3';
    const { code, output } = await runInFolder(script, folder);
    expect(code).toBe(3);
    expect(output.trim().split('\n').sort()).toEqual([folder, 'hello'].sort());
  });

  test('returns a code of at least 128 after a signal', async () => {
    expect((await runInFolder('process.kill(process.pid, "SIGKILL")', temporaryFolder())).code).toBe(128);
  });

  test('rejects for a program that does not exist', async () => {
    await expect(runTool(['/nonexistent/program'], temporaryFolder(), {})).rejects.toMatchObject({ code: 'ENOENT' });
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
