import { registerPolicyOfCfnAccessPoints } from './cfn-access-point-policy';

registerPolicyOfCfnAccessPoints();
