import {
  MRAP980_IMPORT_NOT_FOUND, MRAP981_SEVERAL_ACCESS_POINTS, MRAP982_VALUE_KNOWN_AT_DEPLOYMENT,
} from '../../../src/diagnostics/definitions/import-command';
import { isKnownText } from '../../../src/linter/evaluation/symbols';
import { failWith } from '../../command-error';

/** A value that the generated application must contain, such as the name of a bucket. */
export function failWithUnknownValue(source: string, value: string, advice: string): never {
  return failWith(MRAP982_VALUE_KNOWN_AT_DEPLOYMENT.create({ source, value, advice }));
}

/**
 * Selects the access point of a source.
 *
 * @param wanted a name or an ARN; undefined for a source with a single access point
 */
export function selectAccessPoint<T extends { readonly name?: string; readonly arn?: string }>(
  source: string, all: readonly T[], wanted: string | undefined,
): T {
  const found = all.map(({ name = '(generated name)' }) => name);
  if (wanted !== undefined) {
    const matching = all.filter(({ name, arn }) => wanted === name || wanted === arn);
    // Several accounts can have access points with the same name.
    if (matching.length > 1) {
      // In templates, only a deployment determines the ARN.
      const show = ({ arn, name = '' }: T) => (arn !== undefined && isKnownText(arn) ? arn : name);
      failWith(MRAP981_SEVERAL_ACCESS_POINTS.create({ source, found: matching.map(show) }));
    }
    return matching.at(0) ?? failWith(MRAP980_IMPORT_NOT_FOUND.create({ source, wanted, found }));
  }
  if (all.length > 1) return failWith(MRAP981_SEVERAL_ACCESS_POINTS.create({ source, found }));
  return all.at(0) ?? failWith(MRAP980_IMPORT_NOT_FOUND.create({ source, found }));
}
