import { type NumberedAccessPointGroup } from './numbered-members';
import { type FindingView } from './topology';

/** The member or the access point of a finding. */
export interface FindingSubject {
  readonly label: string;
  /** The anchor of the card of a member. */
  readonly anchor?: string;
}

export function findSubject(
  { subject }: FindingView, groups: readonly NumberedAccessPointGroup[],
): FindingSubject | undefined {
  if (subject === undefined) return undefined;
  for (const { members, group } of groups) {
    const found = members.find(({ member }) => member.key === subject);
    if (found !== undefined) {
      return { label: `${found.number} ${found.member.region ?? found.member.bucket}`, anchor: found.id };
    }
    const accessPoint = group.accessPoints.find(({ key }) => key === subject);
    if (accessPoint !== undefined) return { label: accessPoint.label };
  }
  return undefined;
}
