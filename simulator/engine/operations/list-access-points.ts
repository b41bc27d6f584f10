import { type SimulatedAccessPoint, makeMultiRegionAccessPointReport } from '../access-point';
import { type OperationHandler } from '../operation-handler';
import { invalidRequestError } from '../service-error';

const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 1_000;

function pageSize(maxResults: number | undefined): number {
  const size = maxResults || DEFAULT_PAGE;
  if (!Number.isInteger(size) || size < 0 || size > LARGEST_PAGE) {
    throw invalidRequestError(`MaxResults must be between 0 and ${LARGEST_PAGE}`);
  }
  return size;
}

/** Encodes the last name of a page, so that the next page is right even if access points are created or deleted. */
function encodeToken({ name }: SimulatedAccessPoint): string {
  return Buffer.from(name).toString('base64url');
}

const NAME = /^[a-z0-9][-a-z0-9]*$/;

function decodeToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (!NAME.test(name)) throw invalidRequestError('The next token is not valid');
  return name;
}

function byName(a: SimulatedAccessPoint, b: SimulatedAccessPoint): number {
  return a.name < b.name ? -1 : 1;
}

export const listAccessPointsHandler: OperationHandler<'ListMultiRegionAccessPoints'> = {
  plane: 'control',
  permissions: () => [{ action: 's3:ListMultiRegionAccessPoints', resource: '*' }],
  handle: (state, { accountId, input, at }) => {
    const size = pageSize(input.MaxResults);
    const after = input.NextToken ? decodeToken(input.NextToken) : '';
    const remaining = [...state.account(accountId).accessPoints.values()]
      .filter(({ visibleAt, name }) => visibleAt <= at && name > after)
      .sort(byName);
    const page = remaining.slice(0, size);
    return {
      AccessPoints: page.map((accessPoint) => makeMultiRegionAccessPointReport(accessPoint, state.settings)),
      ...(remaining.length > size && { NextToken: encodeToken(page[size - 1]) }),
    };
  },
};
