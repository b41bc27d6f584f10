/** The acknowledgement of a rule at a construct. It covers the construct and everything below it. */
export interface Acknowledgement {
  readonly constructPath: string;
  /** As written: `MRAP203`, `cdk-s3-mrap::MRAP203`, or with the prefix that aws-cdk-lib adds to an id without one. */
  readonly id: string;
}

/** The prefix of ids in annotations and acknowledgements, and the name of the plugin. */
export const PLUGIN_NAME = 'cdk-s3-mrap';

/** The key under which aws-cdk-lib keeps acknowledgements in the metadata of constructs. */
export const ACKNOWLEDGEMENTS_METADATA_KEY = 'aws:cdk:acknowledged-rules';

/** The id with which a finding is acknowledged: `cdk-s3-mrap::MRAP203`. */
export function makeAcknowledgementId(ruleId: string): string {
  return `${PLUGIN_NAME}::${ruleId}`;
}

/** Returns whether an acknowledgement covers the finding. */
export function isAcknowledged(
  finding: { ruleId: string; constructPath?: string }, acknowledgements: readonly Acknowledgement[],
): boolean {
  return acknowledgements.some(({ id, constructPath }) =>
    parseRuleId(id) === finding.ruleId && isAtOrBelow(finding.constructPath, constructPath));
}

/** The rule in the id of an acknowledgement; an id of another plugin is returned unchanged. */
export function parseRuleId(id: string): string {
  return id.replace(/^annotation::/i, '').replace(new RegExp(`^${PLUGIN_NAME}::?`), '');
}

/** Returns whether a construct path is the given one or below it. The path of an application is empty. */
export function isAtOrBelow(path: string | undefined, ancestor: string): boolean {
  return ancestor === '' || (path !== undefined && (path === ancestor || path.startsWith(`${ancestor}/`)));
}
