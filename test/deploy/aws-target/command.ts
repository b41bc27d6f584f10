import { parseArgs } from 'node:util';
import { ASSUMPTIONS } from '../../../verify/assumptions';
import { runAwsCommand } from '../../../verify/aws-command';
import { Journal } from '../../../verify/lab/journal';
import { type ProbeGroup } from '../../../verify/model/probe';
import { ScaledClock } from './scaled-clock';

// Runs the command of `verify --target aws` in a process that the test can kill, on a fast clock.
const { values } = parseArgs({
  options: {
    'only': { type: 'string', default: '' },
    'group': { type: 'string', default: 'hour' },
    'run': { type: 'string', default: '' },
    'account': { type: 'string', default: '111122223333' },
    'clean-up': { type: 'boolean', default: false },
    'i-own-this-account': { type: 'boolean', default: false },
  },
});

const { CLOCK_EPOCH, CLOCK_SPEED, KILL_AFTER } = process.env;
const ids = values.only.split(',');

if (KILL_AFTER !== undefined) killAfter(KILL_AFTER);

runAwsCommand({
  assumptions: values.only === '' ? ASSUMPTIONS : ASSUMPTIONS.filter(({ id }) => ids.includes(id)),
  groups: values.group.split(',') as ProbeGroup[],
  folder: values.run,
  ownsAccount: values['i-own-this-account'],
  isPlan: false,
  isCleanUp: values['clean-up'],
  clock: new ScaledClock(Number(CLOCK_EPOCH), Number(CLOCK_SPEED)),
  write: (text) => process.stderr.write(text),
  askForAccount: async () => values.account,
}).then((finished) => {
  const decisions = finished?.results.map(({ assumption, decision, observation }) =>
    [assumption.id, decision, observation]);
  process.stdout.write(`${JSON.stringify({ decisions, left: finished?.left })}\n`);
}, (error: Error) => {
  process.stdout.write(`${JSON.stringify({ refusal: `${error.name}: ${error.message}` })}\n`);
});

/** Kills this process after an entry of the journal is on disk. The plan has a journal in another folder. */
function killAfter(moment: string): void {
  const write = Journal.prototype.write;
  Journal.prototype.write = function (entry) {
    write.call(this, entry);
    const text = 'kind' in entry ? `${entry.event} ${entry.kind}` : entry.event;
    if (this.file.startsWith(values.run) && text.startsWith(moment)) process.kill(process.pid, 'SIGKILL');
  };
}
