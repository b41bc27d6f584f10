import { type Finding, renderFinding } from '../../src/diagnostics/finding';

/** CloudFormation takes 4,096 bytes in all, of which names and ids need their part. */
const MAX_MESSAGE = 1500;
const CUT = ' […]';

/** What a handler tells CloudFormation: every finding, causes first, and never without what to do. */
export class HandlerError extends Error {
  /** The framework sends the stack to CloudFormation; only the message helps there. */
  public override stack = '';

  constructor(public readonly findings: readonly Finding[]) {
    super(bound(findings));
    this.name = 'HandlerError';
  }
}

function bound(findings: readonly Finding[]): string {
  const whole = findings.map(renderFinding).join('\n');
  if (whole.length <= MAX_MESSAGE) return whole;
  // Each finding keeps its fix and an equal share of the room for its cause.
  const fixed = findings.reduce((sum, finding) => sum + renderFinding({ ...finding, message: CUT }).length + 1, 0);
  const room = Math.max(0, Math.floor((MAX_MESSAGE - fixed) / findings.length));
  return findings.map((finding) => renderFinding({ ...finding, message: cut(finding.message, room) })).join('\n').slice(0, MAX_MESSAGE);
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room)}${CUT}`;
}
