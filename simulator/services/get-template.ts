import { OtherServiceError, readText, type ServiceOperation } from './service-operation';

/** The simulator has resources and no stacks, so that a plan treats each stack as new. */
export const getTemplateOperation: ServiceOperation = {
  service: 'cloudformation',
  name: 'GetTemplate',
  action: 'cloudformation:GetTemplate',
  answer: (_simulator, input) => {
    throw new OtherServiceError('ValidationError', 400, `Stack with id ${readText(input, 'StackName')} does not exist`);
  },
};
