import { spawnSync } from 'node:child_process';
import { type AuditReport, shippedAdvisories } from './security/audit';
import { shippedPackages } from './security/shipped';

/** Chosen by users, but at least as old as this is what we support. */
const PEERS = ['aws-cdk-lib', 'constructs'];

/** Fails where an advisory is about something that ships; where the registry does not say, only if it must. */
function audit(): number {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 64_000_000 });
  const shipped = [...PEERS, ...shippedPackages().map(({ name }) => name)];
  const advisories = shippedAdvisories(parse(stdout), shipped);
  if (advisories === undefined) {
    const required = process.env.AUDIT === 'required';
    console.error(`the registry was not asked for advisories: ${stderr.split('\n').find((line) => line.includes('audit'))?.trim() ?? 'no answer'}`);
    return required ? 1 : 0;
  }
  for (const { name, severity, titles } of advisories) console.error(`${severity}: ${name}: ${titles.join('; ')}`);
  console.log(`${shipped.length} packages ship or are peers, ${advisories.length} of them with an advisory`);
  return advisories.length === 0 ? 0 : 1;
}

function parse(text: string): AuditReport {
  try {
    return JSON.parse(text) as AuditReport;
  } catch {
    return {};
  }
}

process.exitCode = audit();
