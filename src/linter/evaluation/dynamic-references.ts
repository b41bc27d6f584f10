const START = '{{resolve:';
const REFERENCE = /\{\{resolve:[^{}]*\}\}/g;
/** The start of the value of a context lookup before the CDK CLI has looked it up. */
const LOOKUP = 'dummy-value-for-';

/**
 * Replaces the parts of a text that a deployment decides: the dynamic references of CloudFormation, or the complete
 * text if it contains the result of a context lookup.
 */
export function replaceOpenParts(text: string, replace: (part: string) => string): string {
  // Every text of a template is compared, and this is faster than a pattern.
  if (text.includes(LOOKUP)) return replace(text);
  return text.includes(START) ? text.replace(REFERENCE, replace) : text;
}
