import { MRAP508_MALFORMED_POLICY, MRAP509_LARGE_POLICY } from '../../../diagnostics/definitions/policies';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { LIMITS } from '../../../facts/limits';
import { type PolicyDocument, type Statement } from '../../iam/statement';
import { accessPointPolicies } from '../../model/documents';
import { type Rule, toMatches } from '../rule';

const VERSION = '2012-10-17';

/** Rows P8 and P9: the form of an access point's policy. */
export const accessPointGrammar: Rule = {
  finds: [MRAP508_MALFORMED_POLICY, MRAP509_LARGE_POLICY],
  check: (application) => accessPointPolicies(application).flatMap(({ resource, document }) => (document === undefined ? [] : [
    ...toMatches(resource, [...checkVersion(document), ...checkSize(document)], document.location),
    ...document.statements.flatMap((statement) => toMatches(resource, checkStatement(statement), statement.location)),
  ])),
};

function checkStatement(statement: Statement): Finding[] {
  return [
    ...(statement.effect === 'missing' ? [MRAP508_MALFORMED_POLICY.create({ problem: 'has a statement without Effect', expected: 'Allow or Deny' })] : []),
    ...(statement.principals === undefined ? [MRAP508_MALFORMED_POLICY.create({ problem: 'has a statement without Principal', expected: 'a principal in every statement' })] : []),
    ...(statement.actions === undefined ? [MRAP508_MALFORMED_POLICY.create({ problem: 'has a statement without Action', expected: 'an action in every statement' })] : []),
    ...(statement.resources === undefined ? [MRAP508_MALFORMED_POLICY.create({ problem: 'has a statement without Resource', expected: 'the access point or its objects' })] : []),
  ];
}

function checkVersion({ version }: PolicyDocument): Finding[] {
  if (version === VERSION || (typeof version === 'string' && !/^\d/.test(version))) return [];
  const problem = version === undefined ? 'has no Version' : `has Version ${JSON.stringify(version)}`;
  return [MRAP508_MALFORMED_POLICY.create({ problem, expected: JSON.stringify(VERSION) }, FindingSeverity.WARNING)];
}

function checkSize({ raw }: PolicyDocument): Finding[] {
  const bytes = Buffer.byteLength(JSON.stringify(raw));
  const limit = LIMITS.ACCESS_POINT_POLICY.value;
  return bytes > limit ? [MRAP509_LARGE_POLICY.create({ bytes, limit })] : [];
}
