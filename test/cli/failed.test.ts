import { toCommandError } from '../../cli/command-error';
import { EXIT_CODES } from '../../cli/exit-codes';

test('whoever has no credentials is told where to put them', () => {
  const error = Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' });
  expect(toCommandError(error)).toMatchObject({
    code: EXIT_CODES.ERRORS,
    message: 'there are no AWS credentials, expected those of the environment, a profile or a role; set AWS_PROFILE, or log in',
  });
});
