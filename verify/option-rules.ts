/** The user must change the options. */
export class RefusedOptions extends Error {
  public override readonly name = 'RefusedOptions';
}

/** The options as the user has typed them. */
export interface OptionValues {
  readonly 'only'?: string;
  readonly 'report'?: string;
  readonly 'target'?: string;
  readonly 'plan'?: boolean;
  readonly 'profile'?: string;
  readonly 'account'?: string;
  readonly 'group'?: string;
  readonly 'run'?: string;
  readonly 'clean-up'?: boolean;
  readonly 'i-own-this-account'?: boolean;
}

type OptionName = keyof OptionValues;

const AWS_OPTIONS = [
  'profile', 'account', 'group', 'run', 'clean-up', 'i-own-this-account',
] as const satisfies OptionName[];

/** The options that a plan ignores, because it makes no call. */
const NOT_FOR_PLANS = ['clean-up', 'profile', 'account', 'run', 'i-own-this-account'] as const satisfies OptionName[];
/** The options that a clean-up ignores, because it deletes all resources in the journal. */
const NOT_FOR_CLEAN_UPS = ['only', 'group', 'i-own-this-account'] as const satisfies OptionName[];

/**
 * Throws for a value that no command accepts, and for an option that the command would ignore: for example, a local run
 * with a profile would look like a run on AWS.
 */
export function requireOptions(values: OptionValues): void {
  requireValues(values);
  const { target, plan: isPlan = false, account, group = 'hour' } = values;
  const isLocal = target !== 'aws' && !isPlan;
  if (isPlan && target === 'local') throw new RefusedOptions('--plan needs --target aws; a local run has no plan');
  if (isLocal) refuse(values, AWS_OPTIONS, (names) => `${names} needs --target aws`);
  if (!isLocal) {
    refuse(values, ['report'], (name) =>
      `${name} needs --target local; a run on AWS writes its report into the folder of --run`);
  }
  if (isPlan) refuse(values, NOT_FOR_PLANS, (names) => `--plan excludes ${names}; remove --plan or the others`);
  if (values['clean-up']) {
    refuse(values, NOT_FOR_CLEAN_UPS, (names) => `--clean-up excludes ${names}; it deletes all that the journal names`);
    if (values.run === undefined) {
      throw new RefusedOptions('--clean-up needs --run; expected the folder of the killed run');
    }
  }
  if (values['i-own-this-account'] && !group.split(',').includes('day')) {
    throw new RefusedOptions(
      `--i-own-this-account needs the group day, and --group is "${group}"; remove it, or select the group day`);
  }
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new RefusedOptions(`--account is "${account}"; expected an account id of 12 digits`);
  }
}

function requireValues(values: OptionValues): void {
  const { target = 'local' } = values;
  const empty = (Object.keys(values) as OptionName[]).filter((name) => values[name] === '');
  if (empty.length > 0) throw new RefusedOptions(`--${empty.join(', --')} is ""; expected a value`);
  if (target !== 'aws' && target !== 'local') {
    throw new RefusedOptions(`--target is "${target}"; expected local or aws`);
  }
}

function refuse(
  values: OptionValues, names: readonly OptionName[], describe: (names: string) => string,
): void {
  const given = names.filter((name) => values[name] !== undefined);
  if (given.length > 0) throw new RefusedOptions(describe(`--${given.join(', --')}`));
}
