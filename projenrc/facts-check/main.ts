import { factsCheck } from './command';
import { readProject } from './compare';

factsCheck(process.argv.slice(2), { project: readProject, print: (text) => { console.log(text); }, now: new Date() })
  .then((code) => { process.exitCode = code; }, (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  });
