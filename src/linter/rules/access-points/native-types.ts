import { MRAP778_REGION_WITHOUT_CLOUDFORMATION_TYPE } from '../../../diagnostics/definitions/provisioning';
import { lacksNativeTypes } from '../../../facts/native-types';
import { NATIVE_ACCESS_POINT_TYPE } from '../../model/access-points';
import { NATIVE_POLICY_TYPE } from '../../model/policies';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Access points and policies in Regions whose CloudFormation registry lacks their types. */
export const nativeTypesRule: LinterRule = {
  finds: [MRAP778_REGION_WITHOUT_CLOUDFORMATION_TYPE],
  check: (application) => [NATIVE_ACCESS_POINT_TYPE, NATIVE_POLICY_TYPE]
    .flatMap((type) => application.resourcesOfType(type))
    .flatMap((resource) => {
      const { region } = resource;
      return region === undefined || !lacksNativeTypes(region)
        ? []
        : toLinterRuleMatches(resource, [MRAP778_REGION_WITHOUT_CLOUDFORMATION_TYPE.create({ region })]);
    }),
};
