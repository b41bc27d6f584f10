import * as operations from '../../cli/operate';
import { type CliContext } from '../../cli/program';
import * as drawing from '../../cli/topology/run';
import { systemClock } from '../../control/clock';

/** A world in which nothing happens: tests replace what they look at. */
export const WORLD: CliContext = {
  output: { write: () => {} },
  errors: { write: () => {} },
  colour: false,
  exit: () => {},
  untilInterrupted: async () => {},
  clock: systemClock,
  drawing: () => Promise.resolve(drawing),
  operations: () => Promise.resolve(operations),
  connect: () => Promise.reject(new Error('not connected')),
  confirm: () => Promise.resolve(false),
};
