import { type AccessPoint, reportAccessPoint } from '../access-point';
import { type OperationHandler } from '../operation-handler';
import { invalidRequest } from '../service-error';

const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 1_000;

function pageSize(maxResults: number | undefined): number {
  const size = maxResults || DEFAULT_PAGE;
  if (!Number.isInteger(size) || size < 0 || size > LARGEST_PAGE) {
    throw invalidRequest(`MaxResults must be between 0 and ${LARGEST_PAGE}`);
  }
  return size;
}

/** A token holds the last name of its page, so a page stays right while others come and go. */
function tokenAfter({ name }: AccessPoint): string {
  return Buffer.from(name).toString('base64url');
}

function nameBefore(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}

function byName(a: AccessPoint, b: AccessPoint): number {
  return a.name < b.name ? -1 : 1;
}

export const listAccessPoints: OperationHandler<'ListMultiRegionAccessPoints'> = {
  plane: 'control',
  permissions: () => [{ action: 's3:ListMultiRegionAccessPoints', resource: '*' }],
  handle: (world, { accountId, input, at }) => {
    const size = pageSize(input.MaxResults);
    const after = input.NextToken === undefined ? '' : nameBefore(input.NextToken);
    const left = [...world.account(accountId).accessPoints.values()]
      .filter(({ visibleAt, name }) => visibleAt <= at && name > after)
      .sort(byName);
    const page = left.slice(0, size);
    return {
      AccessPoints: page.map((accessPoint) => reportAccessPoint(accessPoint, world.settings)),
      ...(left.length > size && { NextToken: tokenAfter(page[size - 1]) }),
    };
  },
};
