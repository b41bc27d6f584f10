import { findChanges } from './comparison';
import { listExamples, readRecordedPins, recordPins, synthesizePins } from './examples';

/** Records the pins of all examples. Does not record an example with a change of recorded pins. */
for (const example of listExamples()) {
  const pins = synthesizePins(example);
  const changes = findChanges(readRecordedPins(example) ?? {}, pins);
  if (changes.length === 0) {
    recordPins(example, pins);
  } else {
    process.exitCode = 1;
    const lines = changes.map((change) => `  ${change}\n`).join('');
    process.stderr.write(`examples/${example} was not recorded, because it changes deployed stacks:\n${lines}`);
  }
}
