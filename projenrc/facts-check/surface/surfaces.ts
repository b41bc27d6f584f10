import { type ProjectProperties } from '../checks/cloudformation';
import { modelsOf } from '../checks/models';
import { INPUT_NAMES } from '../difference';
import { type Inputs } from '../inputs/inputs';
import { type SourceText } from '../project/source-text';
import { type RenderedStatement } from '../project/statements';
import { botocoreEntries, modelEntries } from './models';
import { authorizationEntries, cloudFormationEntries, partitionEntries } from './others';
import { buildSurface, type Surfaces } from './surface';

/** The parts of this project that select the relevant parts of the inputs. */
export interface ProjectView {
  readonly source: SourceText;
  readonly properties: ProjectProperties;
  readonly statements: readonly RenderedStatement[];
}

/** The surfaces of the inputs that are there. */
export function surfacesOf(inputs: Inputs, { source, properties, statements }: ProjectView): Surfaces {
  const { botocore, cloudFormation, authorization, partitions } = inputs;
  const models = modelsOf(inputs);
  return Object.fromEntries(INPUT_NAMES.flatMap((input) => {
    const entries = [
      ...models.filter((named) => named.input === input).flatMap((named) => modelEntries(named, source)),
      ...(input === 'botocore' && botocore ? botocoreEntries(botocore) : []),
      ...(input === 'CloudFormation schemas'
        && cloudFormation ? cloudFormationEntries(cloudFormation, properties, source) : []),
      ...(input === 'service authorization' && authorization ? authorizationEntries(authorization, statements) : []),
      ...(input === 'partition tables' && partitions ? partitionEntries(partitions) : []),
    ];
    return entries.length === 0 ? [] : [[input, buildSurface(entries)]];
  }));
}
