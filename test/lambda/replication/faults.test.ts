import fc from 'fast-check';
import {
  faultAfterApplying, emptyAnswerFault, type InjectedFault, noAnswerFault, htmlAnswerFault, connectionResetFault,
  serviceFault, slowDownFault,
} from '../../../simulator';
import { replicationRuleId } from '../../../src/wire/replication';
import { foreignRule, properties, ReplicationBench, ROLE, ruleTo, SOURCE } from './support';

const FAULTS: readonly InjectedFault[] = [
  slowDownFault(),
  connectionResetFault(),
  faultAfterApplying(connectionResetFault()),
  faultAfterApplying(emptyAnswerFault(200)),
  noAnswerFault(),
  faultAfterApplying(noAnswerFault()),
  emptyAnswerFault(500),
  htmlAnswerFault(502),
  serviceFault('InternalError', 500),
  serviceFault('OperationAborted', 409),
  serviceFault('AccessDenied', 403),
  serviceFault('InvalidRequest', 400, 'Destination bucket must have versioning enabled.'),
  serviceFault('InvalidRequest', 400, 'Something else.'),
];
/** Sufficient on a busy machine. */
const TIMEOUT_MS = 60_000;

const DESTINATIONS = ['media-us', 'media-jp', 'archive'];

const schedule = fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined }), { maxLength: 24 });
const destinations = fc.subarray(DESTINATIONS, { minLength: 1 });
const steps = fc.array(fc.record({ update: fc.constantFrom('deploy', 'fail elsewhere'), destinations }), {
  maxLength: 3,
});
const foreign = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });

function desired(names: readonly string[]) {
  return properties({ Rules: names.map((name) => ruleTo(name, 1000 + DESTINATIONS.indexOf(name))) });
}

function idsOf(names: readonly string[]): string[] {
  return names.map((name) => replicationRuleId(SOURCE, name)).sort();
}

describe('createHandlers', () => {
  test('keeps foreign rules and writes all or none of its own rules for any fault', async () => {
    const lags = fc.constantFrom(0, 2_000, 30_000);
    await fc.assert(
      fc.asyncProperty(
        schedule,
        lags,
        foreign,
        destinations,
        steps,
        async (faults, lag, priorities, first, updates) => {
          const bench = new ReplicationBench({ replicationLagMs: lag });
          const theirs = priorities.map((priority) => foreignRule(`theirs ${priority}`, priority));
          if (theirs.length > 0) await bench.putForeign(theirs);
          let index = 0;
          bench.simulator.faults.add(() => faults[index++]);

          const check = (expected: readonly string[], reason = '') => {
            const rules = bench.live()?.Rules ?? [];
            expect(rules.filter((rule) => rule.ID!.startsWith('theirs'))).toEqual(theirs);
            if (theirs.length > 0) expect(bench.live()?.Role).toBe(ROLE);
            const ours = rules
              .map((rule) => rule.ID!)
              .filter((id) => !id.startsWith('theirs'))
              .sort();
            if (!reason.includes('the previous configuration could not be restored')) expect(ours).toEqual(expected);
          };

          const created = await bench.run(bench.resource.create(desired(first)));
          check(created.status === 'SUCCESS' ? idsOf(first) : [], created.reason);
          if (created.status === 'FAILED') return;

          let current = first;
          for (const { update, destinations: next } of updates) {
            // If the rollback fails, too, the operator must restore the configuration.
            const answer = await bench
              .run(
                update === 'deploy'
                  ? bench.resource.update(desired(next))
                  : bench.resource.updateAndRollBack(desired(next)),
              )
              .catch((error: Error) => ({ status: 'STUCK', reason: error.message }));
            if (answer.status === 'STUCK') {
              check(
                [...new Set([...idsOf(current), ...idsOf(next)])],
                'the previous configuration could not be restored',
              );
              return;
            }
            if (update === 'deploy' && answer.status === 'SUCCESS') current = next;
            check(idsOf(current), answer.reason);
          }

          const deleted = await bench.run(bench.resource.delete());
          if (deleted.status === 'SUCCESS') check([]);
        },
      ),
      { numRuns: process.env.SOAK ? 500 : 50 },
    );
  }, process.env.SOAK ? 60 * TIMEOUT_MS : TIMEOUT_MS);
});
