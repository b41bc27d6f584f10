import { type ConditionValues } from '../model/condition-values';
import { type ResourceWithPolicy } from '../settings';
import { type Simulator } from '../simulator';
import { type RoleSession } from './role-sessions';

/** The services besides S3 that the simulator answers, by the name in the scope of their signatures. */
export type ServiceName = 'cloudformation' | 'cloudtrail' | 'iam' | 'kms' | 'monitoring' | 'sts';

export interface ServiceCaller {
  readonly accessKeyId: string;
  /** The session of a role, if the access key is temporary. */
  readonly session?: RoleSession;
  readonly accountId: string;
  /** The Region for which the request is signed. */
  readonly region: string;
}

/** The input of an operation. The values are as sent, without validation. */
export type ServiceInput = Readonly<Record<string, unknown>>;

/** An operation of a service. The output has the names of the API, with dates as `Date`. */
export interface ServiceOperation {
  readonly service: ServiceName;
  readonly name: string;
  /** The permission that the caller needs. Without one, the service answers all callers. */
  readonly action?: string;
  /** Returns the resource of the permission, with its policy. Default: all resources. */
  readonly findResource?: (simulator: Simulator, input: ServiceInput, caller: ServiceCaller) => ResourceWithPolicy;
  /** Returns the condition keys of the service. Default: none. */
  readonly findConditions?: (input: ServiceInput) => ConditionValues;
  readonly answer: (simulator: Simulator, input: ServiceInput, caller: ServiceCaller) => object;
}

/** The error of a service besides S3. Each service has error codes of its own. */
export class OtherServiceError extends Error {
  constructor(public readonly code: string, public readonly status: number, message = code) {
    super(message);
  }
}

export function readText(input: ServiceInput, name: string): string {
  const value = input[name];
  return typeof value === 'string' ? value : '';
}

/** Returns the entries of a list, or an empty list. */
export function readRecords(input: ServiceInput, name: string): readonly ServiceInput[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((entry): entry is ServiceInput => typeof entry === 'object') : [];
}

export function readTexts(input: ServiceInput, name: string): readonly string[] {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Reads a time: a number of seconds in JSON, or a text in a form. */
export function readTime(input: ServiceInput, name: string): number | undefined {
  const value = input[name];
  if (typeof value === 'number') return value * 1000;
  return typeof value === 'string' ? Date.parse(value) : undefined;
}
