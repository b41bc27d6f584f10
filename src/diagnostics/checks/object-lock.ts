import { SERVICE_LIMITS } from '../../facts/limits';
import { MRAP777_INVALID_EVENT_HOLD } from '../definitions/object-lock';
import { type Finding } from '../finding';

/** A period of Object Lock, as a template declares it. */
export interface LockPeriod {
  readonly days?: number;
  readonly years?: number;
}

/** The default lock of new objects. Without a mode and without an event hold, S3 locks no object by default. */
export interface DefaultLock {
  readonly mode?: string;
  readonly retention?: LockPeriod;
  readonly eventHold?: LockPeriod;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns whether Object Lock is enabled, according to the properties of a bucket in a template. Either of two
 * properties enables it. Undefined if only a deployment decides.
 */
export function readObjectLock({ ObjectLockEnabled: flag, ObjectLockConfiguration: configuration }: Fields) {
  const isEnabled = String(flag).toLowerCase();
  if (isEnabled === 'true') return true;
  const isDisabled = flag === undefined || isEnabled === 'false';
  if (isDisabled && configuration === undefined) return false;
  return readFields(configuration, ['ObjectLockEnabled', 'Rule'])?.ObjectLockEnabled === 'Enabled' ? true : undefined;
}

/** Reads the default lock from the properties of a bucket in a template. Undefined if only a deployment decides. */
export function readDefaultLock({ ObjectLockConfiguration: configuration }: Fields): DefaultLock | undefined {
  const rule = readField(configuration, 'Rule', ['ObjectLockEnabled']);
  const lock = rule && readField(rule.value, 'DefaultRetention');
  const fields = lock && readFields(lock.value, ['Mode', 'Days', 'Years', 'DefaultEventHold']);
  if (fields === undefined) return undefined;
  const { Mode: mode, DefaultEventHold: hold, ...period } = fields;
  const [retention, eventHold] = [readPeriod(period), hold === undefined ? {} : readPeriod(hold)];
  const isKnown = mode === undefined || mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
  if (!isKnown || retention === undefined || eventHold === undefined) return undefined;
  return {
    ...(mode !== undefined && { mode }),
    ...(Object.keys(period).length > 0 && { retention }),
    ...(hold !== undefined && { eventHold }),
  };
}

/** A field of an object without other keys. Undefined if only a deployment decides the object. */
function readField(parent: unknown, key: string, others: readonly string[] = []): { value: unknown } | undefined {
  const fields = readFields(parent, [key, ...others]);
  return fields && { value: fields[key] };
}

/** The fields of an object without other keys, or of a missing object. */
function readFields(value: unknown, keys: readonly string[]): Fields | undefined {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) return undefined;
  // The CDK renders a missing property as undefined.
  const present = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return present.every(([key]) => keys.includes(key)) ? Object.fromEntries(present) : undefined;
}

function readPeriod(value: unknown): LockPeriod | undefined {
  const fields = readFields(value, ['Days', 'Years']);
  const isKnown = fields !== undefined && Object.values(fields).every((text) => /^-?\d+$/.test(String(text)));
  if (!isKnown) return undefined;
  const { Days: days, Years: years } = fields;
  return { ...(days !== undefined && { days: Number(days) }), ...(years !== undefined && { years: Number(years) }) };
}

/** Returns whether a new object is locked. */
export function locksObjects({ mode, eventHold }: DefaultLock): boolean {
  return mode !== undefined || eventHold !== undefined;
}

/** Renders a default lock for messages. Equal texts are equal locks. */
export function renderDefaultLock(lock: DefaultLock): string {
  if (!locksObjects(lock)) return 'none';
  const { mode, retention, eventHold } = lock;
  return [
    [mode, retention && renderPeriod(retention)].filter((part) => part !== undefined).join(' '),
    ...(eventHold ? [`event hold ${renderPeriod(eventHold)}`] : []),
  ].filter((part) => part !== '').join(', ');
}

function renderPeriod({ days, years }: LockPeriod): string {
  const parts = [...(days === undefined ? [] : [`${days} days`]), ...(years === undefined ? [] : [`${years} years`])];
  return parts.length === 0 ? 'without a period' : parts.join(' and ');
}

/**
 * Checks the default event hold (MRAP777).
 *
 * @param property the property that declares the hold
 */
export function checkEventHold(property: string, { retention, eventHold }: DefaultLock): Finding[] {
  if (eventHold === undefined) return [];
  const got = renderPeriod(eventHold);
  const [hold, lock] = [toDays(eventHold), retention && toDays(retention)];
  const isValid = Object.keys(eventHold).length === 1
    && Number.isInteger(hold.least) && hold.least >= 1 && hold.least <= SERVICE_LIMITS.OBJECT_LOCK_DAYS.value;
  if (!isValid) return [MRAP777_INVALID_EVENT_HOLD.create({ property, got })];
  return retention !== undefined && lock !== undefined && hold.least > lock.most
    ? [MRAP777_INVALID_EVENT_HOLD.create({ property, got, retention: renderPeriod(retention) })]
    : [];
}

/** The number of days. No document defines the number of days of a year, so both possible numbers count. */
function toDays({ days = 0, years = 0 }: LockPeriod): { readonly least: number; readonly most: number } {
  return { least: days + 365 * years, most: days + 366 * years };
}
