import { type Resource, type SynthesizedTemplate, synthesizeAll } from '../../projenrc/security/applications';

interface Statement {
  readonly Effect: string;
  readonly Principal?: { readonly Service?: unknown };
  readonly Condition?: unknown;
}

/** An allowing statement with a service as principal. */
interface TrustedService {
  readonly type: string;
  readonly service: string;
  readonly statement: Statement;
  readonly path: string;
}

/** The services that a resource trusts without these conditions, by the reason. */
const UNCONDITIONAL: Readonly<Record<string, readonly string[]>> = {
  'a function can only have a role of its own account, so Lambda cannot be made to assume the role of another account':
    ['AWS::IAM::Role lambda.amazonaws.com'],
  'aws-cdk-lib creates the role of the state machine, and has no option for its trust policy':
    ['AWS::IAM::Role states.amazonaws.com'],
  'AWS does not document that S3 sends the keys when it assumes a replication role (assumption 21)':
    ['AWS::IAM::Role s3.amazonaws.com', 'AWS::IAM::Role batchoperations.s3.amazonaws.com'],
  'the trust policy of plans in the guide of ARC has no condition, and AWS documents no key that ARC sends':
    ['AWS::IAM::Role arc-region-switch.amazonaws.com'],
  'the application declares the role': ['AWS::IAM::Role ecs-tasks.amazonaws.com'],
  'the EventBridge guide states that topic policies for rules cannot have conditions':
    ['AWS::SNS::TopicPolicy events.amazonaws.com'],
};

const DOCUMENTS = ['AssumeRolePolicyDocument', 'PolicyDocument', 'KeyPolicy', 'Policy'];

function listTrustedServices({ application, stack, template }: SynthesizedTemplate): TrustedService[] {
  return Object.entries(template.Resources)
    .flatMap(([id, { Type: type, Properties: properties = {} }]: [string, Resource]) => {
      const documents = DOCUMENTS.map((name) => properties[name] as { Statement?: Statement[] } | undefined);
      return documents.flatMap((document) => document?.Statement ?? []).flatMap((statement) =>
        [statement.Principal?.Service ?? []].flat().map((service) => ({
          type, service: String(service), statement, path: `${application}: ${stack}/${id}`,
        })));
    });
}

/** Whether the statement applies only to requests for resources of one account. */
function isLimited({ Condition: condition }: Statement): boolean {
  return /"aws:SourceArn":/i.test(JSON.stringify(condition ?? {}));
}

const services = synthesizeAll().flatMap(listTrustedServices).filter(({ statement }) => statement.Effect === 'Allow');
const unlimited = services.filter(({ statement }) => !isLimited(statement));
const makeKey = ({ type, service }: TrustedService) => `${type} ${service}`;

describe('src/constructs', () => {
  test('limits every service principal by aws:SourceArn, except for the listed reasons', () => {
    const exceptions = Object.values(UNCONDITIONAL).flat();
    const violations = unlimited.filter((entry) => !exceptions.includes(makeKey(entry)));
    expect(violations.map((entry) => `${entry.path} ${makeKey(entry)}`)).toEqual([]);
    expect(services.length - unlimited.length).toBeGreaterThan(5);
  });

  test('limits every service principal also by aws:SourceAccount', () => {
    const withArn = services.filter(({ statement }) => isLimited(statement));
    const withoutAccount = withArn.filter(({ statement: { Condition: condition } }) =>
      !/"aws:SourceAccount":/i.test(JSON.stringify(condition)));
    // A distribution is a global resource of one account, and its ARN contains the account.
    expect([...new Set(withoutAccount.map(({ service }) => service))]).toEqual(['cloudfront.amazonaws.com']);
    expect(withArn.length).toBeGreaterThan(withoutAccount.length);
  });

  test('lists no exception that no template needs', () => {
    const used = new Set(unlimited.map(makeKey));
    expect(Object.values(UNCONDITIONAL).flat().filter((key) => !used.has(key))).toEqual([]);
  });
});
