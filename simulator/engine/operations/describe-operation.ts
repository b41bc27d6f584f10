import { type OperationHandler } from '../operation-handler';
import { makeAsyncOperationReport } from '../operation-report';
import { requireParameter, ServiceError } from '../service-error';

export const describeOperationHandler: OperationHandler<'DescribeMultiRegionAccessPointOperation'> = {
  plane: 'control',
  permissions: (_state, { input }) => [
    { action: 's3:DescribeMultiRegionAccessPointOperation', resource: input.RequestTokenARN ?? '*' },
  ],
  handle: (state, call) => {
    const tokenArn = requireParameter(call.input.RequestTokenARN, 'RequestTokenARN');
    const operation = state.account(call.accountId).operations.get(tokenArn);
    if (operation === undefined) {
      throw new ServiceError('NoSuchAsyncRequest', 'The specified async request does not exist');
    }
    return { AsyncOperation: makeAsyncOperationReport(operation, state.settings, call.at) };
  },
};
