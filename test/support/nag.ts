import { type NagPack } from 'cdk-nag';
import { type IConstruct } from 'constructs';

/** Lists the findings of a pack in a synthesized application, each with its rule and its construct. */
export function violationsOf(Pack: new (scope: IConstruct) => NagPack, scope: IConstruct): string[] {
  return new Pack(scope)
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
}
