import { type InputName } from '../difference';
import { type ServiceModel } from './service-model';

/** A package of a registry, as it was installed. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** ISO date of its publication. */
  readonly date: string;
}

/** One outcome of S3's rules for endpoints, with the conditions that lead to it. */
export interface EndpointOutcome {
  /** The address with its signing schemes, or the text of the error. */
  readonly outcome: string;
  readonly conditions: readonly string[];
}

/** The models of one SDK. */
export interface SdkModels {
  readonly s3control: ServiceModel;
  readonly s3: ServiceModel;
}

export interface BotocoreInput extends SdkModels {
  readonly endpoints: readonly EndpointOutcome[];
  /** The operations of every other service that this project calls. */
  readonly operationsOf: Readonly<Record<string, readonly string[]>>;
  /** The versions of each service with a name that begins with "s3". */
  readonly s3Services: Readonly<Record<string, readonly string[]>>;
}

/** A schema of the CloudFormation registry. */
export type ResourceSchema = Readonly<Record<string, unknown>>;

export interface CloudFormationInput {
  /** By resource type: the schema in the first Region that has it. */
  readonly schemas: Readonly<Record<string, ResourceSchema>>;
  /** By Region: the S3 types and the used types of its registry. */
  readonly typesIn: Readonly<Record<string, readonly string[]>>;
  /** By runtime of Lambda: ISO date of its deprecation. */
  readonly runtimeDeprecations: Readonly<Record<string, string | undefined>>;
}

export interface AuthorizedAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface AuthorizedService {
  readonly actions: readonly AuthorizedAction[];
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly {
    readonly key: string;
    readonly arn: string;
    readonly conditionKeys: readonly string[];
  }[];
}

export interface AuthorizationInput {
  readonly services: Readonly<Record<string, AuthorizedService>>;
  readonly globalConditionKeys: readonly string[];
}

export interface PartitionTable {
  readonly partition: string;
  readonly dnsSuffix?: string;
  readonly regionRegex?: string;
  readonly supportsDualStack?: boolean;
  /** The Regions with their names, as far as a table has names. */
  readonly regions: Readonly<Record<string, string | undefined>>;
}

export interface PartitionsInput {
  /** By package. */
  readonly tables: Readonly<Record<string, readonly PartitionTable[]>>;
}

/** The inputs of one run. An input that is missing is not compared. */
export interface Inputs {
  readonly packages: Readonly<Partial<Record<InputName, readonly InstalledPackage[]>>>;
  readonly s3ControlModel?: ServiceModel;
  readonly s3Model?: ServiceModel;
  readonly botocore?: BotocoreInput;
  readonly cloudFormation?: CloudFormationInput;
  readonly authorization?: AuthorizationInput;
  readonly partitions?: PartitionsInput;
}
