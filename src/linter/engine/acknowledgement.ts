/** What someone has said not to mind, at a construct and all below it. */
export interface Acknowledgement {
  readonly constructPath: string;
  /** As written: `MRAP203`, `cdk-s3-mrap::MRAP203`, or with aws-cdk-lib's own prefix. */
  readonly id: string;
}

/** The name under which findings are acknowledged. */
export const PLUGIN_NAME = 'cdk-s3-mrap';

/** The key under which aws-cdk-lib keeps acknowledgements among the metadata of constructs. */
export const ACKNOWLEDGED_METADATA = 'aws:cdk:acknowledged-rules';

export function isAcknowledged(finding: { ruleId: string; constructPath?: string }, acknowledgements: readonly Acknowledgement[]): boolean {
  return acknowledgements.some(({ id, constructPath }) => ruleOf(id) === finding.ruleId && isBelow(finding.constructPath, constructPath));
}

function ruleOf(id: string): string {
  return id.replace(/^annotation::/i, '').replace(new RegExp(`^${PLUGIN_NAME}::?`), '');
}

function isBelow(path: string | undefined, ancestor: string): boolean {
  return ancestor === '' || (path !== undefined && (path === ancestor || path.startsWith(`${ancestor}/`)));
}
