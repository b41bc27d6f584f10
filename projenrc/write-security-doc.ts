import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { synthesizeTestStack } from './security/applications';
import { renderSecurityDoc } from './security/render';
import { extractHandlerPolicies } from './security/statements';

const ROOT = path.join(__dirname, '..');

writeFileSync(path.join(ROOT, 'docs', 'security.md'), renderSecurityDoc());
// The policies that the tests apply to every call of the handlers.
writeFileSync(
  path.join(ROOT, 'test', 'support', 'iam', 'handler-policies.json'),
  `${JSON.stringify(extractHandlerPolicies(synthesizeTestStack()), undefined, 2)}\n`,
);
