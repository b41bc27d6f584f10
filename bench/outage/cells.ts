import {
  faultAlways, faultOnClockSkew, connectionResetFault, cut, drip, endless, faultEveryNthCall, type InjectedFault,
  type FaultRule, htmlAnswerFault, noAnswerFault, serviceFault, slowAnswerFault, stall,
} from '../../simulator';
import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';

export const CONTROL_REGIONS = FAILOVER_CONTROL_REGIONS.map(({ region }) => region);
const HOUR = 60 * 60_000;

/** A service beside S3 Control that does not answer as it should. */
export interface BrokenService {
  readonly service: 'cloudwatch' | 'sts';
  readonly how: 'hang' | 'stall';
}

/** A command that reads only. It runs to its end. */
export type ReadingCommand = 'status' | 'drill';

/** One condition of the network, under which the command line runs. */
export interface Cell {
  readonly name: string;
  /** Default: `failover`, until its submit arrives. */
  readonly command?: ReadingCommand;
  readonly faults: () => readonly FaultRule[];
  readonly brokenService?: BrokenService;
  /** Calls the access point by a name that an earlier command has resolved. */
  readonly usesName?: boolean;
  /** The exit code of a reading command, or of a failover without a submit. Undefined: the change is submitted. */
  readonly exitCode?: number;
  /** The budget of the median and of the slowest run, in milliseconds. */
  readonly budget: { readonly median: number; readonly worst: number };
}

const AT_MOST_FOUR = { median: 1500, worst: 2500 };
const WITH_ANOTHER_SERVICE = { median: 7000, worst: 7000 };
const isOneOf = (regions: readonly string[]) => (call: { readonly region: string }) => regions.includes(call.region);

const KINDS: Readonly<Record<string, (filter: ReturnType<typeof isOneOf>) => FaultRule>> = {
  'hang': (filter) => faultAlways(noAnswerFault(), filter),
  'stall': (filter) => faultAlways(stall(), filter),
  'drip': (filter) => faultAlways(drip(), filter),
  '9 s': (filter) => faultAlways(slowAnswerFault(9000), filter),
  '4 s': (filter) => faultAlways(slowAnswerFault(4000), filter),
  'reset': (filter) => faultAlways(connectionResetFault(), filter),
  'flapping, reset': (filter) => faultEveryNthCall(2, connectionResetFault(), filter),
  'flapping, hang': (filter) => faultEveryNthCall(2, noAnswerFault(), filter),
  'HTML': (filter) => faultAlways(htmlAnswerFault(200), filter),
  'cut': (filter) => faultAlways(cut(), filter),
};

const SINGLE: Readonly<Record<string, FaultRule>> = {
  'endless': faultAlways(endless(), isOneOf(CONTROL_REGIONS.slice(0, 1))),
  'clock skew': faultOnClockSkew(HOUR, isOneOf(CONTROL_REGIONS.slice(0, 1))),
  ...Object.fromEntries(
    [
      ['ExpiredToken', 400],
      ['NoSuchMultiRegionAccessPoint', 404],
      ['InvalidAccessKeyId', 403],
      ['PermanentRedirect', 301],
      ['PermanentRedirectControlError', 301],
      ['AccessDenied', 403],
    ].map(([code, status]): [string, FaultRule] => [
      `${code} ${status}`,
      faultAlways(serviceFault(String(code), Number(status)), isOneOf(CONTROL_REGIONS.slice(0, 1))),
    ]),
  ),
};

function makeRegionCells(): Cell[] {
  return [1, 4].flatMap((count) => Object.entries(KINDS).map(([kind, makeRule]) => ({
    name: `${count} of 5 control Regions: ${kind}`,
    faults: () => [makeRule(isOneOf(CONTROL_REGIONS.slice(0, count)))],
    budget: AT_MOST_FOUR,
  })));
}

function makeOtherCells(): Cell[] {
  const distances = [60, 150, 250, 350, 700];
  const allFive = (fault: InjectedFault) => () => [faultAlways(fault)];
  const ending = { exitCode: 5, budget: WITH_ANOTHER_SERVICE };
  return [
    { name: 'no fault', faults: () => [], budget: AT_MOST_FOUR },
    ...Object.entries(SINGLE).map(([kind, rule]) => ({
      name: `1 of 5 control Regions: ${kind}`, faults: () => [rule], budget: AT_MOST_FOUR,
    })),
    {
      name: 'distances of 60, 150, 250, 350 and 700 ms',
      faults: () => distances.map((ms, index) => faultAlways(slowAnswerFault(ms), isOneOf([CONTROL_REGIONS[index]]))),
      budget: AT_MOST_FOUR,
    },
    ...(['cloudwatch', 'sts'] as const).flatMap((service) => (['hang', 'stall'] as const).map((how) => ({
      name: `${service === 'sts' ? 'STS in one Region' : 'CloudWatch'}: ${how}`,
      faults: () => [],
      brokenService: { service, how },
      budget: WITH_ANOTHER_SERVICE,
    }))),
    {
      name: 'us-west-2 lost, with a name',
      faults: () => [faultAlways(noAnswerFault(), isOneOf(['us-west-2']))],
      usesName: true,
      budget: WITH_ANOTHER_SERVICE,
    },
    { name: 'all five control Regions: stall', faults: allFive(stall()), ...ending },
    {
      name: 'all five control Regions: clock skew that stays',
      faults: allFive(serviceFault('RequestTimeTooSkewed', 403)),
      ...ending,
    },
    {
      name: 'all five control Regions: ExpiredToken',
      faults: allFive(serviceFault('ExpiredToken', 400)),
      ...ending,
    },
    {
      name: 'all five control Regions: clock skew that the client corrects',
      faults: () => [faultOnClockSkew(HOUR)],
      budget: AT_MOST_FOUR,
    },
  ];
}

/** The budgets of commands that read every service: status 7 s, drill 12 s. */
const READING_BUDGETS: Readonly<Record<ReadingCommand, number>> = { status: 7000, drill: 12_000 };

/**
 * The other services do not answer at all, so neither command finds the access point ready. A status ends with 5 if no
 * control Region returns routes.
 */
function makeReadingCells(): Cell[] {
  const kinds = ['hang', 'stall', '9 s', 'reset'];
  return (Object.keys(READING_BUDGETS) as ReadingCommand[]).flatMap((command) => {
    const budget = { median: READING_BUDGETS[command], worst: READING_BUDGETS[command] };
    return [
      { name: `${command}: no fault`, command, faults: () => [], exitCode: 1, budget },
      ...[1, 4, 5].flatMap((count) => kinds.map((kind) => ({
        name: `${command}: ${count} of 5 control Regions: ${kind}`,
        command,
        faults: () => [KINDS[kind](isOneOf(CONTROL_REGIONS.slice(0, count)))],
        exitCode: command === 'status' && count === 5 ? 5 : 1,
        budget,
      }))),
      ...(['hang', 'stall'] as const).map((how) => ({
        name: `${command}: CloudWatch: ${how}`,
        command,
        faults: () => [],
        brokenService: { service: 'cloudwatch' as const, how },
        exitCode: 1,
        budget,
      })),
    ];
  });
}

export const CELLS: readonly Cell[] = [...makeRegionCells(), ...makeOtherCells(), ...makeReadingCells()];
