import { type NagPack } from 'cdk-nag';
import { type IConstruct } from 'constructs';

/** What a pack finds in a synthesized application, each as its rule and where it was found. */
export function violationsOf(Pack: new (scope: IConstruct) => NagPack, scope: IConstruct): string[] {
  return new Pack(scope).validateScope(scope).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}
