import { changesOf } from './comparison';
import { exampleNames, recordedPins, recordPins, synthesizedPins } from './examples';

/** Adds what is new of every example to its fixture; an example of which anything pinned has changed stays as it was recorded. */
for (const example of exampleNames()) {
  const pins = synthesizedPins(example);
  const changes = changesOf(recordedPins(example) ?? {}, pins);
  if (changes.length === 0) {
    recordPins(example, pins);
  } else {
    process.exitCode = 1;
    process.stderr.write(`examples/${example} is not recorded: it changes what deployed stacks hold.\n${changes.map((change) => `  ${change}\n`).join('')}`);
  }
}
