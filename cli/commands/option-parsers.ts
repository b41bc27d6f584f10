import { type Command, InvalidArgumentError } from 'commander';
import { PLUGIN_NAME } from '../../src/diagnostics/acknowledgement';
import { type MonthlyUsage } from '../../src/diagnostics/checks/monthly-cost';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';
import { IDENTIFIER_FORMS } from '../../src/facts/identifiers';
import { PLANNED_ACTIONS, type PlannedAction } from '../plan/planned-effect';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** Ten years. A date so far in the past or in the future is still valid. */
const MAX_DURATION = 3650 * UNITS.d;

export function parseRegion(text: string): string {
  if (!isRegion(text)) throw new InvalidArgumentError(`expected a Region like ${IDENTIFIER_FORMS.REGION.example}.`);
  return text;
}

/** Parses the Regions of an option, separated by commas or spaces, or given as several arguments. */
export function parseRegions(text: string, before: readonly string[] = []): string[] {
  const regions = splitList(text);
  if (!regions.every(isRegion)) {
    const { example } = IDENTIFIER_FORMS.REGION;
    throw new InvalidArgumentError(`expected Regions like ${example}, separated by commas or spaces.`);
  }
  return [...before, ...regions];
}

/** Parses the ids of findings, with or without the prefix that reports print. */
export function parseFindingIds(text: string, before: readonly string[] = []): string[] {
  const ids = splitList(text).map((id) => id.replace(new RegExp(`^${PLUGIN_NAME}::`), ''));
  if (!ids.every((id) => /^MRAP\d{3}$/.test(id))) {
    throw new InvalidArgumentError('expected ids like MRAP205, separated by commas.');
  }
  const unknown = ids.filter((id) => !DIAGNOSTICS.some((diagnostic) => diagnostic.id === id));
  if (unknown.length > 0) {
    throw new InvalidArgumentError(`expected ids of docs/rules.md, which does not contain ${unknown.join(', ')}.`);
  }
  return [...before, ...ids];
}

/** Parses patterns of files, separated by commas. */
export function parsePatterns(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').map((pattern) => pattern.trim()).filter((pattern) => pattern !== '')];
}

/** Parses the value of a parameter of templates: `Stage=prod`. */
export function parseParameters(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('expected a name and a value, such as Stage=prod.');
  return { ...before, [name]: value };
}

/** Parses the usage of a month: `gb=500,requests=1000000`. Both are optional, but one is necessary. */
export function parseMonthlyUsage(text: string): MonthlyUsage {
  const pairs = text.split(',').map((pair) => /^(gb|requests)=(\d+(?:\.\d+)?)$/.exec(pair.trim()));
  const given = new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1], Number(pair[2])] as const])));
  if (pairs.includes(null) || given.size !== pairs.length) {
    throw new InvalidArgumentError('expected gigabytes and PUT requests of a month, such as gb=500,requests=1000000.');
  }
  return { gigabytes: given.get('gb') ?? 0, requests: given.get('requests') ?? 0 };
}

/** Parses actions of a plan, separated by commas. */
export function parsePlannedActions(text: string, before: readonly PlannedAction[] = []): PlannedAction[] {
  const actions = splitList(text).map((word) => PLANNED_ACTIONS.find((action) => action === word));
  const known = actions.filter((action) => action !== undefined);
  if (known.length < actions.length) {
    throw new InvalidArgumentError(`expected actions of ${PLANNED_ACTIONS.join(', ')}, separated by commas.`);
  }
  return [...before, ...known];
}

export function parseAccount(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('expected 12 digits.');
  return text;
}

export function parseOwner(text: string): string {
  if (!/^[0-9a-f]{20}$/.test(text)) {
    throw new InvalidArgumentError('expected 20 hexadecimal digits, as the message or the physical id contains them.');
  }
  return text;
}

/** Parses a duration such as 90s, 15m, 2h or 30d into seconds. A number without a unit would be unclear. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount === undefined || Number(amount) === 0) {
    throw new InvalidArgumentError('expected a duration above 0 with a unit, such as 90s, 15m, 2h or 30d.');
  }
  return checkDuration(Number(amount) * UNITS[unit]);
}

function checkDuration(seconds: number): number {
  if (seconds > MAX_DURATION) throw new InvalidArgumentError('expected a duration of at most 3650d.');
  return seconds;
}

/** Parses a duration that can be 0. A number without a unit is a number of seconds. */
export function parseLag(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('expected a duration such as 0, 5s or 15m.');
  return checkDuration(Number(amount) * UNITS[unit]);
}

/** Parses `KEY=value` pairs of an option that can be repeated. Without a key, the value applies to all others. */
export function parseByAccessKey(
  text: string, before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const [, key, value] = /^(?:([A-Z0-9]{4,128})=)?(.+)$/s.exec(text) ?? [];
  if (value === undefined) {
    throw new InvalidArgumentError('expected a value, or an access key and a value: AKID=value.');
  }
  return new Map([...before, [key ?? '', value]]);
}

/**
 * Refuses an option that is given twice. Commander would use the last value without a message, so a failover could go
 * to another Region than the user expects. Options for several values collect all of them.
 */
export function refuseRepeatedOptions(command: Command): Command {
  for (const option of command.options) {
    const { parseArg } = option;
    if (!(option.required || option.optional) || COLLECTING.has(parseArg)) continue;
    option.argParser((text: string, before: unknown) => {
      if (command.getOptionValueSource(option.attributeName()) === 'cli') {
        throw new InvalidArgumentError('expected one value, and the option is given more than once.');
      }
      return parseArg === undefined ? text : parseArg(text, before);
    });
  }
  return command;
}

/** The parsers that collect the values of all occurrences of their option. */
const COLLECTING = new Set<unknown>([
  parseRegions, parseFindingIds, parsePatterns, parseParameters, parseByAccessKey, parsePlannedActions,
]);

function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}

/** Every Region code contains a direction, so a code of a future Region is accepted, and "eu-wst-1" is not. */
const DIRECTION = /-(central|north|south|(north|south)?(east|west))-\d$/;

function isRegion(text: string): boolean {
  return IDENTIFIER_FORMS.REGION.pattern.test(text) && DIRECTION.test(text);
}
