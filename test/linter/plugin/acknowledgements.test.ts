import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, type App, Aspects, type Stack, Validations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MultiRegionAccessPointChecks } from '../../../src';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { stackIn } from '../../support/synthesis';
import { REPORTING_DECLARATIONS } from '../../validation/reporting-declarations';
import { cases, pathOf } from '../cases';
import { findingsIn } from '../corpus';
import { declareCase } from '../declared-case';
import { synthesizeWith } from './synthesis';

const checks = new MultiRegionAccessPointChecks();

/** How often annotations and the plugin report a rule in an application. */
function countReports(app: App, id: string): { annotations: number; violations: number } {
  const { violations } = synthesizeWith(app, checks);
  const entries = app.node.findAll().flatMap(({ node }) => node.metadata);
  return {
    annotations: entries.filter(({ data }) => String(data).includes(`[ack: cdk-s3-mrap::${id}]`)).length,
    violations: violations.filter(({ ruleName }) => ruleName === id).length,
  };
}

/** The acknowledgement that docs/rules.md documents. */
const documented = (id: string) => ({ id: `cdk-s3-mrap::${id}`, reason: 'it does not apply' });

const NOT_REPORTED = { annotations: 0, violations: 0 };

function findConstruct(app: App, path: string): IConstruct {
  return app.node.findAll().find(({ node }) => node.path === path)!;
}

function appOf(stack: Stack): App {
  return stack.node.root as App;
}

describe('src/constructs', () => {
  test.each(Object.entries(REPORTING_DECLARATIONS))('reports no acknowledged %s', (id, declare) => {
    const reported = stackIn();
    declare(reported);
    const { annotations, violations } = countReports(appOf(reported), id);
    expect(annotations).toBeGreaterThan(0);
    expect(violations).toBe(0);

    const acknowledged = stackIn();
    declare(acknowledged);
    Validations.of(appOf(acknowledged)).acknowledge(documented(id));
    expect(countReports(appOf(acknowledged), id)).toEqual(NOT_REPORTED);
  });

  /** Ways to acknowledge, each with a rule that is reported at construction, at validation, and as an info. */
  const WAYS: Record<string, (stack: Stack, declare: () => void, id: string) => void> = {
    'before the declaration': (stack, declare, id) => {
      Validations.of(stack).acknowledge(documented(id));
      declare();
    },
    'after the declaration': (stack, declare, id) => {
      declare();
      Validations.of(stack).acknowledge(documented(id));
    },
    'at the construct that reports': (stack, declare, id) => {
      declare();
      for (const child of stack.node.children) Validations.of(child).acknowledge(documented(id));
    },
    'in an aspect': (stack, declare, id) => {
      Aspects.of(stack)
        .add({ visit: (node) => { if (node === stack) Validations.of(node).acknowledge(documented(id)); } });
      declare();
    },
    'without the prefix': (stack, declare, id) => {
      declare();
      Validations.of(stack).acknowledge({ id, reason: 'it does not apply' });
    },
  };

  const WAYS_AND_IDS = Object.keys(WAYS).flatMap((way) => ['MRAP205', 'MRAP404', 'MRAP424'].map((id) => [way, id]));

  test.each(WAYS_AND_IDS)('accepts an acknowledgement %s of %s', (way, id) => {
    const stack = stackIn();
    WAYS[way](stack, () => REPORTING_DECLARATIONS[id](stack), id);
    expect(countReports(appOf(stack), id)).toEqual(NOT_REPORTED);
  });

  test('reports the rule in other stacks than the acknowledged one', () => {
    const stack = stackIn();
    const other = stackIn('eu-west-1', { app: appOf(stack), id: 'Other' });
    REPORTING_DECLARATIONS.MRAP205(stack);
    REPORTING_DECLARATIONS.MRAP205(other);
    Validations.of(other).acknowledge(documented('MRAP205'));
    expect(countReports(appOf(stack), 'MRAP205')).toEqual({ annotations: 1, violations: 0 });
  });
});

describe('src/constructs', () => {
  test('writes no annotation after Annotations.acknowledgeWarning', () => {
    const stack = stackIn();
    REPORTING_DECLARATIONS.MRAP205(stack);
    Annotations.of(stack).acknowledgeWarning('cdk-s3-mrap::MRAP205', 'it does not apply');
    expect(countReports(appOf(stack), 'MRAP205')).toEqual(NOT_REPORTED);
  });

  test('does not silence the plugin by Annotations.acknowledgeWarning, which aws-cdk-lib does not record', () => {
    const stack = stackIn();
    new s3.CfnMultiRegionAccessPoint(stack, 'Media', { name: 'media', regions: [{ bucket: 'media-ireland' }] });
    Annotations.of(stack).acknowledgeWarning('cdk-s3-mrap::MRAP211', 'it does not apply');
    expect(countReports(appOf(stack), 'MRAP211')).toEqual({ annotations: 0, violations: 1 });
  });
});

describe('MultiRegionAccessPointChecks', () => {
  const ids = [...new Set(LINTER_RULES.flatMap(({ finds }) => finds.map(({ id }) => id)))].sort();
  const caseOf = (id: string) => cases().find((entry) => entry.rule === id && entry.kind === 'bad')!;

  test.each(ids)('reports no acknowledged %s', (id) => {
    const source = pathOf(caseOf(id));
    const reported = checks.checkScope(declareCase(source)).filter(({ ruleId }) => ruleId === id);
    expect(reported).toHaveLength(findingsIn(source).length);

    const atConstruct = declareCase(source);
    for (const { constructPath } of reported) {
      Validations.of(findConstruct(atConstruct, constructPath)).acknowledge(documented(id));
    }
    expect(checks.checkScope(atConstruct).filter(({ ruleId }) => ruleId === id)).toEqual([]);

    const atApp = declareCase(source);
    Validations.of(atApp).acknowledge(documented(id));
    expect(synthesizeWith(atApp, checks).violations.filter(({ ruleName }) => ruleName === id)).toEqual([]);
  });
});
