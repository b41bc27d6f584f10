import { toCommandError } from '../../cli/command-error';
import { EXIT_CODES } from '../../cli/exit-codes';

describe('toCommandError', () => {
  test('describes the sources of credentials if there are none', () => {
    const error = Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
    expect(toCommandError(error)).toMatchObject({
      code: EXIT_CODES.INVALID_INPUT,
      message:
        'no AWS credentials found, expected them in the environment, a profile or a role; set AWS_PROFILE or log in',
    });
  });
});
