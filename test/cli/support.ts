import { type World } from '../../cli/program';

/** A world in which nothing happens: tests replace what they look at. */
export const WORLD: World = {
  output: { write: () => {} },
  errors: { write: () => {} },
  colour: false,
  exit: () => {},
  untilInterrupted: async () => {},
};
