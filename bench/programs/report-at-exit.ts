import { writeSync } from 'node:fs';

/** Loaded with `--require` before a program: prints the processor time of its process on standard error, in ms. */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(2, String((user + system) / 1000));
});
