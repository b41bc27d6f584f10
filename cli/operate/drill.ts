import { writeFileSync } from 'node:fs';
import { SECOND } from '../../control/clock';
import { type DrillReport } from '../../control/drill/report';
import { runDrill } from '../../control/drill/run-drill';
import { version } from '../../package.json';
import { EXIT_CODES } from '../exit-codes';
import { operate, type AwsCommandContext, writeJson } from './command-context';
import { table } from './table';
import { accessPointOf } from './targets';

export interface DrillCommandOptions {
  readonly canary: boolean;
  readonly canaryPrefix: string;
  readonly canaryTimeout: number;
  readonly maxRpo: number;
  readonly writeProbe?: boolean;
  readonly report?: string;
  readonly json?: boolean;
}

export function runDrillCommand(context: AwsCommandContext, arn: string, options: DrillCommandOptions): Promise<void> {
  return operate(context, async () => {
    const target = accessPointOf(arn);
    const report = await runDrill(await context.connect(), context.clock, target, {
      maxRpoSeconds: options.maxRpo,
      ...(options.canary && { canary: { prefix: options.canaryPrefix, timeoutMs: options.canaryTimeout * SECOND } }),
      writeProbe: options.writeProbe ?? false,
      versions: { cdkS3Mrap: version, node: process.versions.node },
    });
    if (options.report !== undefined) writeFileSync(options.report, `${JSON.stringify(report, null, 2)}\n`);
    if (options.json) writeJson(context.output, report);
    else context.output.write(showReport(report));
    return report.verdict === 'ready' ? EXIT_CODES.FINE : EXIT_CODES.ERRORS;
  });
}

function showReport({ accessPointArn, startedAt, caller, checks, verdict }: DrillReport): string {
  return [
    `${accessPointArn}\n${startedAt}, ${caller?.arn ?? 'caller unknown'}\n`,
    table(['check', 'of', 'outcome', 'after', 'what'], checks.map(({ check, subject, outcome, tookMs, detail }) =>
      [check, subject, outcome, `${(tookMs / SECOND).toFixed(1)} s`, detail])),
    `Verdict: ${verdict}\n`,
  ].join('\n');
}
