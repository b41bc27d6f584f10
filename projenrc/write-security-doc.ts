import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { synthesizeUsual } from './security/applications';
import { renderSecurityDoc } from './security/render';
import { handlerPolicies } from './security/statements';

const ROOT = path.join(__dirname, '..');

writeFileSync(path.join(ROOT, 'docs', 'security.md'), renderSecurityDoc());
// What the tests judge every call of the handlers by.
writeFileSync(path.join(ROOT, 'test', 'support', 'iam', 'handler-policies.json'), `${JSON.stringify(handlerPolicies(synthesizeUsual()), undefined, 2)}\n`);
