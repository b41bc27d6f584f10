import { once } from 'node:events';
import { createProgram } from './program';

const untilInterrupted = async () => { await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]); };

void createProgram({
  output: process.stdout,
  errors: process.stderr,
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  exit: (code) => { process.exitCode = code; },
  untilInterrupted,
}).parseAsync();
