import { computeRpoSeconds, isBacklogEmpty } from '../../control/backlog';
import { type AssessedStatus } from './status';

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  /** Undefined if unknown: then the sample is absent, because any number would be wrong. */
  readonly value: number | undefined;
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** Renders a status in the OpenMetrics format, for Prometheus. */
export function renderOpenMetrics(status: AssessedStatus): string {
  return `${listFamilies(status).flatMap(renderFamily).join('\n')}\n# EOF\n`;
}

function listFamilies({ report, readiness }: AssessedStatus): Family[] {
  const { members, controlRegions, backlogs, alias, readAt } = report;
  const edges = backlogs.map((backlog) => {
    const labels = { source: backlog.source.region, destination: backlog.destination.region };
    const recoveryPoint = isBacklogEmpty(backlog) ? 0 : computeRpoSeconds(backlog, readAt);
    return { labels, backlog, recoveryPoint: backlog.unknown === undefined ? recoveryPoint : undefined };
  });
  const families: Family[] = [
    {
      name: 'ready',
      help: 'Whether every active member can fail over.',
      samples: [{ labels: {}, value: Number(readiness.ready) }],
    },
    {
      name: 'member_ready',
      help: 'Whether an active member can fail over.',
      samples: readiness.members.map(({ region, ready }) => ({ labels: { region }, value: Number(ready) })),
    },
    {
      name: 'traffic_dial',
      help: 'Traffic dial of a member: 100 is active, 0 is passive.',
      samples: members.map(({ region, bucket, dial }) => ({ labels: { region, bucket }, value: dial })),
    },
    {
      name: 'control_region_up',
      help: 'Whether a control Region returned the routes.',
      samples: controlRegions
        .map(({ region, routes }) => ({ labels: { region }, value: routes === undefined ? 0 : 1 })),
    },
    {
      name: 'pending_operations',
      help: 'Operations pending replication.',
      samples: edges.map(({ labels, backlog }) => ({ labels, value: backlog.operations })),
    },
    {
      name: 'pending_bytes',
      help: 'Bytes pending replication.',
      samples: edges.map(({ labels, backlog }) => ({ labels, value: backlog.bytes })),
    },
    {
      name: 'recovery_point_seconds',
      help: 'Writes that a failover from the source to the destination can lose.',
      samples: edges.map(({ labels, recoveryPoint }) => ({ labels, value: recoveryPoint })),
    },
  ];
  return families.map((family) => ({
    ...family, samples: family.samples.map(({ labels, value }) => ({ labels: { alias, ...labels }, value })),
  }));
}

function renderFamily({ name, help, samples }: Family): string[] {
  const full = `s3_mrap_${name}`;
  const lines = samples.flatMap(({ labels, value }) =>
    (value === undefined ? [] : [`${full}{${renderLabels(labels)}} ${value}`]));
  return [`# TYPE ${full} gauge`, `# HELP ${full} ${help}`, ...lines];
}

function renderLabels(labels: Labels): string {
  return Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',');
}
