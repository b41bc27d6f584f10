import { MRAP301, MRAP302, MRAP303, MRAP304 } from '../../checks/diagnostics/routes';
import { type Finding } from '../../checks/finding';
import { checkRoutes } from '../../checks/routes';
import { overlap } from '../iam/patterns';
import { type Rule, detect } from '../rule';
import { knownText } from '../values/read';
import { type RoutesDeclaration, routesDeclarations } from '../views/routes';

/** Rows R1 to R4, whoever writes the routes. */
export const routes: Rule = {
  finds: [MRAP301, MRAP302, MRAP303, MRAP304],
  check: (application) => routesDeclarations(application).flatMap((declaration) =>
    detect(declaration.resource, check(declaration), declaration.location)),
};

function check(declaration: RoutesDeclaration): Finding[] {
  const { accessPoint } = declaration;
  const members = accessPoint?.complete === true ? accessPoint.members : undefined;
  const memberOf = (bucket: string | undefined) => (bucket === undefined ? undefined : members?.find((member) => member.bucket === bucket));
  const known = declaration.routes.flatMap((route) => (route.dial === undefined ? [] : [{
    region: knownText(route.region) ?? memberOf(route.bucket)?.region,
    bucket: route.bucket,
    dial: route.dial,
  }]));
  return [
    // Members that are not named keep what they have, which nothing here shows: they may be active.
    ...checkRoutes({ routes: known, others: declaration.others ?? 100 }, members?.map((member) => member.region))
      .filter((finding) => declaration.complete || finding.ruleId !== MRAP302.id),
    ...declaration.routes.flatMap((route) => {
      const shown = members?.map((member) => member.bucket) ?? [];
      if (route.bucket === undefined && route.region === undefined) {
        return [MRAP303.find({ region: '(none)', problem: 'names neither bucket nor region', members: shown })];
      }
      if (route.bucket === undefined || members === undefined) return [];
      const member = memberOf(route.bucket);
      if (member === undefined) {
        const perhaps = members.some(({ bucket }) => overlap(accessPoint!.resource.application.symbols, bucket, route.bucket!) !== false);
        return perhaps ? [] : [MRAP303.find({ region: route.bucket, problem: 'names no member', members: shown })];
      }
      const region = knownText(route.region);
      const mismatch = region !== undefined && member.region !== undefined && region !== member.region;
      return mismatch ? [MRAP303.find({ region, problem: `names bucket ${route.bucket}, which is in ${member.region}`, members: shown })] : [];
    }),
  ];
}
