import { checkPrincipals } from '../../../diagnostics/checks/access-point-policy';
import {
  MRAP228_INVALID_PRINCIPAL, MRAP508_MALFORMED_POLICY, MRAP509_LARGE_POLICY,
} from '../../../diagnostics/definitions/policies';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { SERVICE_LIMITS } from '../../../facts/limits';
import { fillSymbols } from '../../evaluation/fillings';
import { isKnownText } from '../../evaluation/symbols';
import { type PolicyDocument, type PolicyStatement } from '../../iam/statement';
import { findAccessPointPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const VERSION = '2012-10-17';

/** The grammar and size of access point policies. */
export const accessPointGrammarRule: LinterRule = {
  finds: [MRAP228_INVALID_PRINCIPAL, MRAP508_MALFORMED_POLICY, MRAP509_LARGE_POLICY],
  check: (application) =>
    findAccessPointPolicies(application).flatMap(({ resource, document }) =>
      document === undefined
        ? []
        : [
          ...toLinterRuleMatches(
            resource,
            [...checkVersion(document), ...checkStatements(document), ...checkSize(document)],
            document.location,
          ),
          ...document.statements.flatMap((statement) =>
            toLinterRuleMatches(resource, checkStatement(application, statement), statement.location),
          ),
        ],
    ),
};

function checkStatement(
  application: TemplateModel, { effect, principals, actions, resources, contradictions }: PolicyStatement,
): Finding[] {
  const missing = [
    ...(effect === 'missing' ? [{ element: 'Effect', expected: 'Allow or Deny' }] : []),
    ...(principals === undefined ? [{ element: 'Principal', expected: 'a principal in every statement' }] : []),
    ...(actions === undefined ? [{ element: 'Action', expected: 'an action in every statement' }] : []),
    ...(resources === undefined ? [{ element: 'Resource', expected: 'the access point or its objects' }] : []),
  ];
  const problems = [
    ...missing.map(({ element, expected }) => ({ problem: `has a statement without ${element}`, expected })),
    ...(effect === 'invalid'
      ? [{ problem: 'has a statement with an invalid Effect', expected: 'Allow or Deny in this spelling' }]
      : []),
    ...contradictions.map((element) => ({
      problem: `has a statement with ${element} and Not${element}`, expected: 'one of both',
    })),
  ];
  return [
    ...problems.map((problem) => MRAP508_MALFORMED_POLICY.create(problem)),
    ...checkPrincipals((principals?.aws ?? []).filter(isKnownText)),
    ...(principals?.aws ?? []).flatMap((principal) => checkOpenPrincipal(application, principal)),
  ];
}

/** Checks a principal of which a deployment decides only the account or the Region. */
function checkOpenPrincipal({ symbols }: TemplateModel, principal: string): Finding[] {
  const [filled, ...others] = fillSymbols(symbols, principal);
  const isDecided = !isKnownText(principal) && others.every((other) => other === filled);
  return isDecided && checkPrincipals([filled]).length > 0 ? [MRAP228_INVALID_PRINCIPAL.create({ principal })] : [];
}

function checkStatements({ hasStatements }: PolicyDocument): Finding[] {
  const args = { problem: 'has no Statement', expected: 'a list of statements' };
  return hasStatements ? [] : [MRAP508_MALFORMED_POLICY.create(args)];
}

function checkVersion({ version }: PolicyDocument): Finding[] {
  if (version === VERSION || (typeof version === 'string' && !/^\d/.test(version))) return [];
  const problem = version === undefined ? 'has no Version' : `has the wrong version, got ${JSON.stringify(version)}`;
  return [MRAP508_MALFORMED_POLICY.create({ problem, expected: JSON.stringify(VERSION) }, FindingSeverity.WARNING)];
}

function checkSize({ raw }: PolicyDocument): Finding[] {
  const bytes = Buffer.byteLength(JSON.stringify(raw));
  const limit = SERVICE_LIMITS.ACCESS_POINT_POLICY.value;
  return bytes > limit ? [MRAP509_LARGE_POLICY.create({ bytes, limit })] : [];
}
