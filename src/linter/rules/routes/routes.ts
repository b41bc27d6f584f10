import { checkRoutingTable, describeRoute } from '../../../diagnostics/checks/routes';
import {
  MRAP301_TRAFFIC_DIAL_VALUE, MRAP302_NO_ACTIVE_REGION, MRAP303_ROUTE_WITHOUT_MEMBER, MRAP304_ROUTES_OF_SINGLE_REGION,
} from '../../../diagnostics/definitions/routes';
import { type Finding } from '../../../diagnostics/finding';
import { literalText } from '../../evaluation/read';
import { patternsOverlap } from '../../iam/patterns';
import { type TemplateMember } from '../../model/access-points';
import { findRoutesDeclarations, type RoutesDeclaration, type TemplateRoute } from '../../model/routes';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Routes of access points, from constructs and custom resources. */
export const routesRule: LinterRule = {
  finds: [
    MRAP301_TRAFFIC_DIAL_VALUE, MRAP302_NO_ACTIVE_REGION, MRAP303_ROUTE_WITHOUT_MEMBER, MRAP304_ROUTES_OF_SINGLE_REGION,
  ],
  check: (application) =>
    findRoutesDeclarations(application).flatMap((declaration) =>
      toLinterRuleMatches(declaration.resource, check(application, declaration), declaration.location),
    ),
};

function check(application: TemplateModel, declaration: RoutesDeclaration): Finding[] {
  const { accessPoint, complete } = declaration;
  const members = accessPoint?.complete === true ? accessPoint.members : undefined;
  return [
    // Members without a route keep their current routes, so they may be active.
    ...checkTable(declaration, members).filter(({ ruleId }) => complete || ruleId !== MRAP302_NO_ACTIVE_REGION.id),
    ...declaration.routes.flatMap((route) => checkRoute(application, route, members)),
  ];
}

function checkTable(declaration: RoutesDeclaration, members: readonly TemplateMember[] | undefined): Finding[] {
  const known = declaration.routes.flatMap(({ bucket, region, dial }) => {
    const member = members?.find((entry) => entry.bucket === bucket);
    return dial === undefined ? [] : [{ region: literalText(region) ?? member?.region, bucket, dial }];
  });
  return checkRoutingTable({ routes: known, others: declaration.others ?? 100 }, members?.map(({ region }) => region));
}

function checkRoute(
  { symbols }: TemplateModel,
  route: TemplateRoute,
  members: readonly TemplateMember[] | undefined,
): Finding[] {
  const { bucket } = route;
  const region = literalText(route.region);
  const create = (problem: string, described = describeRoute({ bucket })) => [
    MRAP303_ROUTE_WITHOUT_MEMBER.create({
      route: described,
      problem,
      members: members?.map((member) => member.bucket),
    }),
  ];
  if (bucket === undefined) {
    return route.region === undefined ? create('has neither Bucket nor Region', 'an unnamed member') : [];
  }
  if (members === undefined) return [];
  const member = members.find((entry) => entry.bucket === bucket);
  if (member === undefined) {
    const mayMatch = members.some((entry) => patternsOverlap(symbols, entry.bucket, bucket) !== false);
    return mayMatch ? [] : create('matches no member');
  }
  const mismatch = region !== undefined && member.region !== undefined && region !== member.region;
  return mismatch
    ? create(`has the wrong Region, got bucket "${bucket}" in ${member.region}`, describeRoute({ region }))
    : [];
}
