import { type CallInfo, type Fault, type FaultRule } from './fault';

/** The rules in force, in the order they came. They may come and go while the simulator runs. */
export class Faults {
  private readonly rules = new Set<FaultRule>();

  constructor(rules: readonly FaultRule[] = []) {
    rules.forEach((rule) => this.rules.add(rule));
  }

  /** Adds a rule and returns how to take it away again. */
  public add(rule: FaultRule): () => void {
    this.rules.add(rule);
    return () => this.remove(rule);
  }

  public remove(rule: FaultRule): void {
    this.rules.delete(rule);
  }

  public clear(): void {
    this.rules.clear();
  }

  /** The first fault that a rule asks for. Later rules do not see the call then. */
  public decide(call: CallInfo): Fault | undefined {
    for (const rule of this.rules) {
      const fault = rule(call);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
}
