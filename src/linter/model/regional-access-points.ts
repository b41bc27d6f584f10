import { asText } from '../evaluation/read';
import { type PolicyDocument, readPolicyDocument } from '../iam/statement';
import { memoizePerApplication, type TemplateResource } from './template-model';

/** A Regional access point and its policy. */
export interface RegionalAccessPoint {
  readonly resource: TemplateResource;
  readonly name: string | undefined;
  readonly arn: string;
  readonly policy: PolicyDocument | undefined;
}

export const findRegionalAccessPoints = memoizePerApplication((application): RegionalAccessPoint[] =>
  application.resourcesOfType('AWS::S3::AccessPoint').map((resource) => ({
    resource,
    name: asText(resource.properties.Name),
    arn: resource.reference('Arn'),
    policy: readPolicyDocument(resource.properties.Policy, 'Properties/Policy'),
  })));
