import { checkRoutes } from '../../../diagnostics/checks/routes';
import { MRAP301_TRAFFIC_DIAL_VALUE, MRAP302_NO_ACTIVE_REGION, MRAP303_ROUTE_WITHOUT_MEMBER, MRAP304_ROUTES_OF_SINGLE_REGION } from '../../../diagnostics/definitions/routes';
import { type Finding } from '../../../diagnostics/finding';
import { literalText } from '../../evaluation/read';
import { patternsOverlap } from '../../iam/patterns';
import { type RoutesDeclaration, routesDeclarations } from '../../model/routes';
import { type Rule, toMatches } from '../rule';

/** Rows R1 to R4, whoever writes the routes. */
export const routes: Rule = {
  finds: [MRAP301_TRAFFIC_DIAL_VALUE, MRAP302_NO_ACTIVE_REGION, MRAP303_ROUTE_WITHOUT_MEMBER, MRAP304_ROUTES_OF_SINGLE_REGION],
  check: (application) => routesDeclarations(application).flatMap((declaration) =>
    toMatches(declaration.resource, check(declaration), declaration.location)),
};

function check(declaration: RoutesDeclaration): Finding[] {
  const { accessPoint } = declaration;
  const members = accessPoint?.complete === true ? accessPoint.members : undefined;
  const memberOf = (bucket: string | undefined) => (bucket === undefined ? undefined : members?.find((member) => member.bucket === bucket));
  const known = declaration.routes.flatMap((route) => (route.dial === undefined ? [] : [{
    region: literalText(route.region) ?? memberOf(route.bucket)?.region,
    bucket: route.bucket,
    dial: route.dial,
  }]));
  return [
    // Members that are not named keep what they have, which nothing here shows: they may be active.
    ...checkRoutes({ routes: known, others: declaration.others ?? 100 }, members?.map((member) => member.region))
      .filter((finding) => declaration.complete || finding.ruleId !== MRAP302_NO_ACTIVE_REGION.id),
    ...declaration.routes.flatMap((route) => {
      const shown = members?.map((member) => member.bucket) ?? [];
      if (route.bucket === undefined && route.region === undefined) {
        return [MRAP303_ROUTE_WITHOUT_MEMBER.create({ region: '(none)', problem: 'names neither bucket nor region', members: shown })];
      }
      if (route.bucket === undefined || members === undefined) return [];
      const member = memberOf(route.bucket);
      if (member === undefined) {
        const perhaps = members.some(({ bucket }) => patternsOverlap(accessPoint!.resource.application.symbols, bucket, route.bucket!) !== false);
        return perhaps ? [] : [MRAP303_ROUTE_WITHOUT_MEMBER.create({ region: route.bucket, problem: 'names no member', members: shown })];
      }
      const region = literalText(route.region);
      const mismatch = region !== undefined && member.region !== undefined && region !== member.region;
      return mismatch ? [MRAP303_ROUTE_WITHOUT_MEMBER.create({ region, problem: `names bucket ${route.bucket}, which is in ${member.region}`, members: shown })] : [];
    }),
  ];
}
