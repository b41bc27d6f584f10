import { type IdentityDecision } from '../settings';
import {
  OtherServiceError, readRecords, readText, readTexts, type ServiceInput, type ServiceOperation,
} from './service-operation';

export const getCallerIdentityOperation: ServiceOperation = {
  service: 'sts',
  name: 'GetCallerIdentity',
  answer: (_simulator, _input, { accessKeyId, accountId, session }) => ({
    Arn: session?.arn ?? `arn:aws:iam::${accountId}:user/${accessKeyId}`, UserId: accessKeyId, Account: accountId,
  }),
};

export const getRoleOperation: ServiceOperation = {
  service: 'iam',
  name: 'GetRole',
  action: 'iam:GetRole',
  findResource: ({ settings }, input, { accountId }) => {
    const name = readText(input, 'RoleName');
    return { name: settings.findRoleArn(accountId, name) ?? `arn:aws:iam::${accountId}:role/${name}`, accountId };
  },
  answer: ({ settings }, input, { accountId }) => {
    const name = readText(input, 'RoleName');
    const arn = settings.findRoleArn(accountId, name);
    if (arn === undefined) {
      throw new OtherServiceError('NoSuchEntity', 404, `The role with name ${name} cannot be found.`);
    }
    const path = arn.slice(arn.indexOf(':role/') + ':role'.length, arn.lastIndexOf('/') + 1);
    return {
      Role: { Path: path, RoleName: name, RoleId: `AROA${name.toUpperCase()}`, Arn: arn, CreateDate: new Date(0) },
    };
  },
};

const DECISIONS: Readonly<Record<IdentityDecision, string>> = {
  'allowed': 'allowed', 'denied': 'explicitDeny', 'not-allowed': 'implicitDeny',
};

/** Returns the values of the condition keys of a simulated request, by the names in lower case. */
function readContext(input: ServiceInput): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(readRecords(input, 'ContextEntries').map((entry) => (
    [readText(entry, 'ContextKeyName').toLowerCase(), readTexts(entry, 'ContextKeyValues')]
  )));
}

export const simulatePrincipalPolicyOperation: ServiceOperation = {
  service: 'iam',
  name: 'SimulatePrincipalPolicy',
  action: 'iam:SimulatePrincipalPolicy',
  findResource: (_simulator, input, { accountId }) => ({ name: readText(input, 'PolicySourceArn'), accountId }),
  answer: ({ settings }, input) => {
    const principalArn = readText(input, 'PolicySourceArn');
    const context = readContext(input);
    const [resource = '*'] = readTexts(input, 'ResourceArns');
    return {
      IsTruncated: false,
      EvaluationResults: readTexts(input, 'ActionNames').map((action) => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: DECISIONS[settings.decideByIdentity({ principalArn, action, resource, context })],
      })),
    };
  },
};
