import { MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED } from '../../../diagnostics/definitions/underlying-buckets';
import { findAccessPoints, isMemberOfAnotherAccount } from '../../model/access-points';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { isSameResource } from './same-resource';

/** Member buckets of other accounts that a deployment deletes because their templates no longer contain them. */
export function findDeletedMembers(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  return findAccessPoints(before).flatMap((accessPoint) => accessPoint.members
    .filter((member) => isMemberOfAnotherAccount(accessPoint, member))
    .flatMap(({ bucket, declared }) => {
      const resource = declared?.resource;
      // The CDK does not delete a stack that is no longer in the application.
      const hasStack = after.allStacks.some(({ stackName }) => stackName === resource?.stack.stackName);
      if (resource === undefined || resource.retained !== false || !hasStack) return [];
      if (after.resources.some((other) => isSameResource(other, resource))) return [];
      const args = { bucket, account: resource.account, removed: true };
      return toLinterRuleMatches(resource, [MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED.create(args)]);
    }));
}
