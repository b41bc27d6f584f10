import * as imports from '../../cli/import/run';
import * as operations from '../../cli/operate';
import * as plan from '../../cli/plan/run';
import { type CliContext } from '../../cli/program';
import * as simulate from '../../cli/simulate';
import * as memberMap from '../../cli/topology/render-member-map';
import * as topology from '../../cli/topology/run';
import { systemClock } from '../../control/clock';
import * as proxy from '../../simulator/proxy';

/** A context without effects. Tests replace the parts that they observe. */
export const TEST_CONTEXT: CliContext = {
  output: { write: () => {} },
  errors: { write: () => {} },
  colour: false,
  exit: () => {},
  untilInterrupted: async () => {},
  clock: systemClock,
  serverTime: () => systemClock.now(),
  loadTopology: () => Promise.resolve(topology),
  loadMemberMap: () => Promise.resolve(memberMap),
  loadImport: () => Promise.resolve(imports),
  loadPlan: () => Promise.resolve(plan),
  loadOperations: () => Promise.resolve(operations),
  loadProxy: () => Promise.resolve(proxy),
  loadSimulator: () => Promise.resolve(simulate),
  untilInputEnds: () => new Promise(() => {}),
  runProgram: () => Promise.reject(new Error('no program')),
  runTool: () => Promise.reject(new Error('no tool')),
  connect: () => Promise.reject(new Error('not connected')),
  confirm: () => Promise.resolve(false),
  onInterrupt: () => () => {},
  arguments: [],
  environment: {},
  recordFolders: [],
  names: { find: () => undefined, save: () => {} },
  columns: 80,
  clearScreen: () => {},
  untilOutputCloses: () => new Promise(() => {}),
};
