import { spawnSync } from 'node:child_process';
import { type AuditReport, findShippedAdvisories } from './security/audit';
import { listShippedPackages } from './security/shipped';

/** Users choose the versions of the peers. The audit covers the oldest supported versions. */
const PEERS = ['aws-cdk-lib', 'constructs'];

/**
 * Returns exit code 1 if there is an advisory about a package in the bundles. If the registry does not answer, it
 * returns 1 only with `AUDIT=required`.
 */
function auditShippedPackages(): number {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 64_000_000 });
  const shipped = [...PEERS, ...listShippedPackages().map(({ name }) => name)];
  const advisories = findShippedAdvisories(parseReport(stdout), shipped);
  if (advisories === undefined) {
    const required = process.env.AUDIT === 'required';
    const reason = stderr.split('\n').find((line) => line.includes('audit'))?.trim() ?? 'no answer';
    console.error(`the registry did not return advisories: ${reason}`);
    return required ? 1 : 0;
  }
  for (const { name, severity, titles } of advisories) console.error(`${severity}: ${name}: ${titles.join('; ')}`);
  console.log(`${shipped.length} packages in the bundles or peers, ${advisories.length} of them with an advisory`);
  return advisories.length === 0 ? 0 : 1;
}

function parseReport(text: string): AuditReport {
  try {
    return JSON.parse(text) as AuditReport;
  } catch {
    return {};
  }
}

process.exitCode = auditShippedPackages();
