import { Annotations, Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { isAtOrBelow, makeAcknowledgementId } from '../diagnostics/acknowledgement';
import { isAcknowledgedAt } from './acknowledgements';

/** A rule that a construct of this library has reported. */
interface ReportedRule {
  readonly scope: IConstruct;
  readonly ruleId: string;
}

/** The reported rules of each application, by the root of its tree. */
const REPORTED = new WeakMap<IConstruct, Map<string, ReportedRule>>();
const STAGES_WITH_VALIDATION = new WeakSet<IConstruct>();

/** Records that a construct reports a rule as an annotation. */
export function recordReportedRule(scope: IConstruct, ruleId: string): void {
  const reported = findReported(scope);
  reported.set(`${ruleId} ${scope.node.path}`, { scope, ruleId });
  REPORTED.set(scope.node.root, reported);
  removeAcknowledgedAtValidation(findStage(scope));
}

/** Returns whether a construct at or above the path has reported the rule. An acknowledged annotation counts. */
export function isRuleReportedOnPath(root: IConstruct, ruleId: string, path: string | undefined): boolean {
  return [...findReported(root).values()].some(
    (entry) => entry.ruleId === ruleId && isAtOrBelow(path, entry.scope.node.path),
  );
}

function findReported(scope: IConstruct): Map<string, ReportedRule> {
  return REPORTED.get(scope.node.root) ?? new Map<string, ReportedRule>();
}

function findStage(scope: IConstruct): IConstruct {
  return Stage.of(scope) ?? scope.node.root;
}

/**
 * Removes annotations that were acknowledged after a construct added them. `Validations.acknowledge()` removes a
 * warning if it is called with the complete id, but no info, and nothing for an id without prefix. A validation runs
 * after all aspects, so it sees acknowledgements that aspects add. An aspect with a late priority would make
 * aws-cdk-lib refuse aspects that other aspects add with an earlier one.
 */
function removeAcknowledgedAtValidation(stage: IConstruct): void {
  if (STAGES_WITH_VALIDATION.has(stage)) return;
  STAGES_WITH_VALIDATION.add(stage);
  stage.node.addValidation({
    validate: () => {
      for (const { scope, ruleId } of findReported(stage).values()) {
        if (findStage(scope) !== stage || !isAcknowledgedAt(scope, ruleId)) continue;
        Annotations.of(scope).acknowledgeWarning(makeAcknowledgementId(ruleId));
        Annotations.of(scope).acknowledgeInfo(makeAcknowledgementId(ruleId));
      }
      return [];
    },
  });
}
