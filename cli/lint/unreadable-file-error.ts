import { MRAP962_INPUT_NOT_USABLE } from '../../src/diagnostics/definitions/command-arguments';
import { renderFindingAsMessage } from '../../src/diagnostics/finding';
import { CommandError } from '../command-error';

/** A file or folder of the templates, or their settings, cannot be read. `lint` reports it as a finding. */
export class UnreadableFileError extends CommandError {
  constructor(public readonly file: string, public readonly problem: string, expected: string) {
    super(renderFindingAsMessage(MRAP962_INPUT_NOT_USABLE.create({ file, problem, expected })));
  }
}
