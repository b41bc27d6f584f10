import { MAJORITY } from './control-regions';
import { type ControlRegionRead } from './every-control-region';
import { type Dials, equalDials, includesDials, type LiveRoute, toDials } from './routing';

/** One of the tables that control Regions return. After a change, they differ for two minutes. */
export interface Picture {
  readonly routes: readonly LiveRoute[];
  readonly dials: Dials;
  /** The control Regions that return this table. */
  readonly regions: readonly string[];
}

/** Groups equal tables. The table of the most Regions comes first, and among these the one that arrived first. */
export function groupPictures(reads: readonly ControlRegionRead[]): Picture[] {
  const groups: { routes: readonly LiveRoute[]; dials: Dials; regions: string[] }[] = [];
  for (const { region, routes } of reads) {
    if (routes === undefined) continue;
    const dials = toDials(routes);
    const group = groups.find((entry) => equalDials(entry.dials, dials));
    if (group) group.regions.push(region);
    else groups.push({ routes, dials, regions: [region] });
  }
  return groups.sort((a, b) => b.regions.length - a.regions.length);
}

/** The control Regions that return the submitted dials, and those that return other dials. */
export interface EffectReport {
  readonly showing: readonly string[];
  readonly lagging: readonly string[];
}

export function findEffect(pictures: readonly Picture[], submitted: Dials): EffectReport {
  const shows = ({ dials }: Picture) => includesDials(dials, submitted);
  return {
    showing: pictures.filter(shows).flatMap(({ regions }) => regions),
    lagging: pictures.filter((picture) => !shows(picture)).flatMap(({ regions }) => regions),
  };
}

/**
 * Whether submitted dials are in effect: a majority of the control Regions returns them, or, after the documented two
 * minutes, all that answer.
 */
export function isInEffect({ showing, lagging }: EffectReport, isSettled: boolean): boolean {
  return showing.length >= MAJORITY || (isSettled && showing.length > 0 && lagging.length === 0);
}
