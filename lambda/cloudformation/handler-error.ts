import { type Finding, selectErrors, renderFindingAsMessage } from '../../src/diagnostics/finding';

/** CloudFormation accepts 4,096 bytes in total, which include names and ids. */
const MAX_MESSAGE = 1500;
const ELLIPSIS = ' […]';

/**
 * The error of a handler. Its message contains every finding, the causes first, and never without the action to take.
 */
export class HandlerError extends Error {
  /** The framework sends the stack to CloudFormation, where only the message is useful. */
  public override stack = '';

  constructor(public readonly findings: readonly Finding[]) {
    super(renderWithinLimit(findings));
    this.name = 'HandlerError';
  }
}

/** Throws if any of the findings is an error. */
export function assertNoErrors(findings: readonly Finding[]): void {
  const errors = selectErrors(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}

function renderWithinLimit(findings: readonly Finding[]): string {
  const text = findings.map(renderFindingAsMessage).join('\n');
  if (text.length <= MAX_MESSAGE) return text;
  // Each finding keeps its fix. The causes share the remaining room equally.
  const fixed = findings.reduce(
    (sum, finding) => sum + renderFindingAsMessage({ ...finding, message: ELLIPSIS }).length + 1, 0,
  );
  const room = Math.max(0, Math.floor((MAX_MESSAGE - fixed) / findings.length));
  const shortened = findings.map((finding) =>
    renderFindingAsMessage({ ...finding, message: shorten(finding.message, room) }));
  return shortened.join('\n').slice(0, MAX_MESSAGE);
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room)}${ELLIPSIS}`;
}
