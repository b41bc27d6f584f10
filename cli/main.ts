import { once } from 'node:events';
import { createProgram } from './program';

const untilInterrupted = async () => { await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]); };

void createProgram({ output: process.stdout, untilInterrupted }).parseAsync();
