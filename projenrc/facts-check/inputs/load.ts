import { type InputName } from '../difference';
import { type InstalledPackage, type Inputs } from './inputs';
import { foldersIn } from './install';
import { readAuthorization } from './read-authorization';
import { readBotocore } from './read-botocore';
import { readCloudFormation } from './read-cloudformation';
import { readPartitions } from './read-partitions';
import { readSdkModel } from './read-sdk-model';
import { InputUnavailable } from './unavailable';

/** The parts of the inputs that this project uses. */
export interface Selection {
  /** Resource types of CloudFormation. */
  readonly types: readonly string[];
  /** Prefixes of actions. */
  readonly services: readonly string[];
  /** Services other than S3 that the programs call, as botocore names them. */
  readonly called: readonly string[];
}

export interface LoadedInputs {
  readonly inputs: Inputs;
  readonly failures: readonly InputUnavailable[];
}

/**
 * A package without a recent version is no newest model: its data has moved to another package, or its publication has
 * stopped.
 */
const MAX_AGE_DAYS = 180;

/** Reads the six inputs. An input that cannot be read is a failure, and the others are compared. */
export function loadInputs(
  folder: string, { types, services, called }: Selection, packages: Inputs['packages'], now: Date,
): LoadedInputs {
  const { npm, python } = foldersIn(folder);
  const failures: InputUnavailable[] = [];
  const read = <T>(input: InputName, reader: () => T): T | undefined => {
    try {
      const installed = packages[input] ?? [];
      if (installed.length === 0) throw new InputUnavailable(input, 'its package is not installed');
      for (const entry of installed) assertRecent(entry, now);
      return reader();
    } catch (error) {
      failures.push(new InputUnavailable(input, error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  };
  const inputs: Inputs = {
    packages,
    s3ControlModel: read('s3-control model', () => readSdkModel(npm, '@aws-sdk/client-s3-control')),
    s3Model: read('s3 model', () => readSdkModel(npm, '@aws-sdk/client-s3')),
    botocore: read('botocore', () => readBotocore(python, called)),
    cloudFormation: read('CloudFormation schemas', () => readCloudFormation(python, types)),
    authorization: read('service authorization', () => readAuthorization(npm, services)),
    partitions: read('partition tables', () => readPartitions({ npm, python })),
  };
  return { inputs, failures };
}

function assertRecent({ name, version, date }: InstalledPackage, now: Date): void {
  const age = (now.getTime() - Date.parse(date)) / 86_400_000;
  if (Number.isNaN(age)) throw new InputUnavailable(name, `the registry has no publication date of version ${version}`);
  if (age > MAX_AGE_DAYS) {
    throw new InputUnavailable(
      name,
      `version ${version} of ${date} is older than ${MAX_AGE_DAYS} days; find the package that contains the data now`,
    );
  }
}
