import { type SimulatorOptions } from '../simulator';

/** A service that behaves differently from an assumption, and the id of the assumption that its probe must refute. */
export interface Deviation {
  readonly id: string;
  /** Completes "a service that …". */
  readonly behavior: string;
  readonly options: SimulatorOptions;
}

/** Deviations that exactly one probe refutes. */
export const PLANTED_DEVIATIONS: readonly Deviation[] = [
  { id: '1', behavior: 'forgets client tokens at once', options: { clientTokenRetentionMs: 0 } },
  { id: '71', behavior: 'shows routes at once', options: { routesLagMs: () => 0 } },
  { id: '7', behavior: 'shows no established proposal', options: { establishedProposal: 'omitted' } },
  { id: '70', behavior: 'shows no alias before READY', options: { aliasWhileCreating: 'omitted' } },
  { id: '3', behavior: 'refuses a name in use at once', options: { duplicateName: 'synchronous' } },
];
