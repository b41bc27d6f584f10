import { json, textOf, type WireRequest, type WireResponse, xml } from './wire';

/** The operations of STS, IAM and KMS that a drill calls. */
export class Identities {
  public caller = 'arn:aws:sts::111122223333:assumed-role/OnCall/someone';
  /** The states of keys by ARN; default: enabled. */
  public readonly keyStates = new Map<string, string>();
  /** Denied actions, each followed by its Region. */
  public readonly denied = new Set<string>();

  public sts(): WireResponse {
    const [account] = /\d{12}/.exec(this.caller)!;
    return xml(
      'GetCallerIdentityResponse',
      `<GetCallerIdentityResult><Arn>${this.caller}</Arn><UserId>A</UserId><Account>${account}</Account>` +
      '</GetCallerIdentityResult>',
    );
  }

  public iam({ body }: WireRequest): WireResponse {
    const input = new URLSearchParams(textOf(body));
    if (input.get('Action') === 'GetRole') {
      return xml(
        'GetRoleResponse',
        `<GetRoleResult><Role><Arn>arn:aws:iam::111122223333:role/people/${input.get('RoleName')}</Arn></Role>` +
        '</GetRoleResult>',
      );
    }
    const actions = [...input].filter(([name]) => name.startsWith('ActionNames.')).map(([, value]) => value);
    const region = input.get('ContextEntries.member.1.ContextKeyValues.member.1')!;
    const results = actions.map(
      (action) =>
        `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>*</EvalResourceName>` +
        `<EvalDecision>${this.denied.has(`${action} ${region}`) ? 'implicitDeny' : 'allowed'}</EvalDecision></member>`,
    );
    return xml(
      'SimulatePrincipalPolicyResponse',
      `<SimulatePrincipalPolicyResult><EvaluationResults>${results.join('')}</EvaluationResults>` +
      '<IsTruncated>false</IsTruncated></SimulatePrincipalPolicyResult>',
    );
  }

  public kms({ body }: WireRequest): WireResponse {
    const { KeyId } = JSON.parse(textOf(body)) as { KeyId: string };
    return json({ KeyMetadata: { KeyId, Arn: KeyId, KeyState: this.keyStates.get(KeyId) ?? 'Enabled' } });
  }
}
