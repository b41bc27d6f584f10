import { type SimulatorClock } from '../../../simulator';
import { json, scopeOf, textOf, type WireRequest, type WireResponse } from './wire';

/** The replication metrics of one edge. */
export interface Figures {
  readonly operations: number;
  readonly bytes: number;
  readonly latency: number;
  /** The time of the last data point; default: now. */
  readonly at?: number;
}

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

interface Query {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly MetricName: string; readonly Dimensions: readonly Dimension[] } };
}

const FIGURE_OF: Record<string, 'operations' | 'bytes' | 'latency'> = {
  OperationsPendingReplication: 'operations', BytesPendingReplication: 'bytes', ReplicationLatency: 'latency',
};

/** CloudWatch with the replication metrics, in the Region of each destination. */
export class FiguresOfReplication {
  /** The metrics by `source -> destination`. */
  public readonly edges = new Map<string, Figures>();

  constructor(
    private readonly clock: SimulatorClock, private readonly regionOf: (bucket: string) => string | undefined,
  ) {}

  public answer(request: WireRequest): WireResponse {
    const { region } = scopeOf(request);
    const input = JSON.parse(textOf(request.body)) as { Dimensions: Dimension[]; MetricDataQueries: Query[] };
    return request.headers['x-amz-target'].endsWith('ListMetrics')
      ? this.list(region, input.Dimensions[0].Value)
      : this.read(input.MetricDataQueries);
  }

  private list(region: string, destination: string): WireResponse {
    const into = [...this.edges.keys()]
      .map((edge) => edge.split(' -> '))
      .filter(([, to]) => to === destination && this.regionOf(to) === region);
    return json({
      Metrics: into.map(([source]) => ({
        Namespace: 'AWS/S3',
        MetricName: 'OperationsPendingReplication',
        Dimensions: [
          { Name: 'SourceBucket', Value: source },
          { Name: 'DestinationBucket', Value: destination },
          { Name: 'RuleId', Value: `${source}-${destination}` },
        ],
      })),
    });
  }

  private read(queries: readonly Query[]): WireResponse {
    return json({
      MetricDataResults: queries.map(({ Id, MetricStat: { Metric: { MetricName, Dimensions } } }) => {
        const value = (name: string) => Dimensions.find((dimension) => dimension.Name === name)!.Value;
        const figures = this.edges.get(`${value('SourceBucket')} -> ${value('DestinationBucket')}`)!;
        const at = figures.at ?? this.clock.now();
        return {
          Id,
          Label: Id,
          StatusCode: 'Complete',
          Timestamps: [at / 1000],
          Values: [figures[FIGURE_OF[MetricName]]],
        };
      }),
    });
  }
}
