/** A resource of a deployed stack. */
export interface StackResource {
  readonly stack: string;
  readonly stackId: string;
  readonly region: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** The hash that the CDK appends to a logical id or to a generated stack name. */
const HASH = /[0-9A-F]{8}$/;

/** Returns the name of a resource that does not depend on the deployment, for example `Media/MediaReplicationRole`. */
export function makeLabel({ stack, logicalId }: StackResource): string {
  return `${stack.replace(HASH, '')}/${logicalId.replace(HASH, '')}`;
}
