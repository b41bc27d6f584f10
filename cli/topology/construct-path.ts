import { type TemplateResource } from '../../src/linter/model/template-model';

/** Returns the path of the construct that a user wrote, without the ids that aws-cdk-lib appends to its resource. */
export function showConstructPath({ path }: TemplateResource): string {
  return path.replace(/(?:\/(?:Resource|Default))+$/, '') || path;
}
