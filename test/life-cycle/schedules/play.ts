import { parsePhysicalId, type SettledId } from '../../../lambda/access-point/physical-id';
import { type AccessPointSnapshot, activeRegionsAt } from '../../../simulator';
import { deployed, type Declared, type Expected, failedOver, keyOf, rolledBack, untouched } from './expectation';
import { ledger } from './ledger';
import { type Declaration, type Schedule, type Step } from './schedule';
import { byHand, MEMBERS, policyOf, templateOf } from './template';
import { MINUTE, World } from './world';

/** Whatever still runs has ended by then. */
const QUIET = 180 * MINUTE;
/** As long as a function lives: a change by hand does not meet one that still runs. */
const FUNCTIONS_ENDED = 6 * MINUTE;
const ROUTES_SHOW = 3 * MINUTE;

export interface Played {
  /** What must never happen, and did. */
  readonly violations: readonly string[];
  readonly transcript: () => string[];
  readonly world: World;
}

export async function play(schedule: Schedule): Promise<Played> {
  const player = new Player();
  await player.world.clock.runUntilSettled(player.play(schedule));
  return { violations: player.violations, transcript: () => player.world.transcript, world: player.world };
}

class Player {
  public readonly world = new World();
  public readonly violations: string[] = [];
  private readonly expected = new Map<string, Expected>();
  /** What took the place of one that someone deleted: there is nothing sure to say but that it is there. */
  private readonly unsure = new Set<string>();
  private routesAskedTwice = false;
  private declaration?: Declaration;

  public async play({ steps, pauses }: Schedule): Promise<void> {
    try {
      for (const [index, step] of steps.entries()) {
        await this.take(step);
        this.world.setWeather();
        await this.pause(pauses[index] * MINUTE);
      }
      await this.pause(QUIET);
      await this.end();
    } catch (error) {
      this.violations.push(String(error));
    }
    this.violations.push(...this.world.cloudFormation.violations, ...ledger(this.world));
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'deploy': {
        this.world.setWeather(step.weather);
        await this.deploy(step.declaration, step);
        return;
      }
      case 'destroy':
        this.world.setWeather(step.weather);
        return this.destroy();
      case 'fail over': return this.failOver();
      case 'make again': return this.makeAgain();
      case 'foreign':
        await this.world.byHand('CreateMultiRegionAccessPoint', { Name: step.name, Regions: MEMBERS.three.map(({ Bucket }) => ({ Bucket })) });
    }
  }

  private async deploy(declaration: Declaration, how: Parameters<World['stack']['deploy']>[1] = {}): Promise<boolean> {
    const { stack } = this.world;
    const before = { alias: this.alias, held: new Set(stack.held.keys()), declaration: this.declaration };
    if (declaration.existing === 'ADOPT' && declaration.name) this.world.adoptable.add(declaration.name);
    const { succeeded, reason } = await stack.deploy(templateOf(declaration), how);
    if (succeeded) {
      this.declaration = declaration;
      if (this.id?.kind === 'adopted') this.world.adopted.add(this.id.alias);
    }

    const { accessPoint, alias } = this;
    if (alias === undefined) {
      if (succeeded) this.violations.push('a deployment succeeded without an access point');
      return succeeded;
    }
    const wasGone = before.alias !== undefined && this.live(before.alias) === undefined;
    if (before.alias !== undefined && before.alias !== alias && !wasGone && !(succeeded && mayReplace(before.declaration, declaration))) {
      this.violations.push(`the access point ${before.alias} was exchanged for ${alias}: ${reason}`);
    }
    if (wasGone && !succeeded) this.unsure.add(alias);
    if (accessPoint === undefined || this.unsure.has(alias)) return succeeded;

    const members = accessPoint.regions.map(({ Region }) => Region);
    const sameStack = before.alias === alias && before.declaration && this.holdsAsBefore(before.held, declaration);
    const last: Declared | undefined = sameStack ? before.declaration : undefined;
    const known = this.expected.get(alias) ?? untouched(members);
    const next = succeeded ? deployed(known, members, last, declaration) : rolledBack(known, last, declaration);
    // Of routes whose function was asked twice the second cannot tell that the first has set them: ADR 0003.
    this.expected.set(alias, this.routesAskedTwice ? { ...next, routes: new Set([...known.routes, ...next.routes]) } : next);
    this.routesAskedTwice = this.world.askedTwice && last?.routes !== undefined && last.routes !== declaration.routes;
    return succeeded;
  }

  /** Under another logical id everything is declared for the first time. */
  private holdsAsBefore(before: ReadonlySet<string>, { construct }: Declaration): boolean {
    return before.has(`${construct}Policy`);
  }

  private async destroy(): Promise<void> {
    await this.world.stack.destroy();
    this.declaration = undefined;
  }

  private async failOver(): Promise<void> {
    await this.world.clock.sleep(FUNCTIONS_ENDED);
    const { accessPoint } = this;
    if (accessPoint?.status !== 'READY') return;
    const members = accessPoint.regions.map(({ Region }) => Region);
    const submitted = await this.world.byHand('SubmitMultiRegionAccessPointRoutes', {
      Mrap: accessPoint.arn,
      RouteUpdates: accessPoint.regions.map(({ Bucket, Region }) => ({ Bucket, TrafficDialPercentage: byHand(members).includes(Region) ? 100 : 0 })),
    });
    const expected = this.expected.get(accessPoint.alias);
    if (submitted && expected) this.expected.set(accessPoint.alias, failedOver(expected, members));
    await this.world.clock.sleep(ROUTES_SHOW);
  }

  private async makeAgain(): Promise<void> {
    await this.world.clock.sleep(FUNCTIONS_ENDED);
    const { accessPoint } = this;
    if (accessPoint === undefined) return;
    await this.world.byHand('DeleteMultiRegionAccessPoint', { Name: accessPoint.name });
    await this.world.byHand('CreateMultiRegionAccessPoint', { Name: accessPoint.name, Regions: accessPoint.regions.map(({ Bucket }) => ({ Bucket })) });
  }

  private async pause(ms: number): Promise<void> {
    await this.world.clock.sleep(ms);
    if (ms >= QUIET) this.check();
  }

  /** What the stack holds is there, and as the last deployment that succeeded says. */
  private check(): void {
    const { accessPoint } = this;
    if (accessPoint === undefined) return;
    const expected = this.expected.get(accessPoint.alias);
    if (expected === undefined) return;
    const { routes, policy } = expected;
    const active = keyOf(activeRegionsAt(accessPoint.routes, this.world.clock.now()));
    if (!routes.has(active)) this.violations.push(`${active} is active, expected ${[...routes].join(' or ')}`);
    const textOf = (number: number | undefined) => (number === undefined ? undefined : policyOf(accessPoint.arn, number));
    const matches = (number: number | undefined) => sameStatements(accessPoint.policy.established, textOf(number));
    if (![...policy].some(matches)) this.violations.push(`the policy is ${accessPoint.policy.established}, expected number ${[...policy].join(' or ')}`);
  }

  /** Whatever happened, the stack can be deployed and destroyed. */
  private async end(): Promise<void> {
    const { declaration } = this;
    if (declaration) {
      const succeeded = await this.deploy({ ...declaration, policy: (declaration.policy + 1) % 3 });
      if (!succeeded) this.violations.push('the stack cannot be deployed any more');
      await this.pause(QUIET);
    }
    await this.destroy();
    await this.world.clock.sleep(QUIET);
  }

  /** Of the access point that the stack holds. */
  private get id(): SettledId | undefined {
    const held = this.world.stack.held.get('Media') ?? this.world.stack.held.get('Renamed');
    const id = held && parsePhysicalId(held.physicalId);
    return id && id.kind !== 'pending' ? id : undefined;
  }

  private get alias(): string | undefined {
    return this.id?.alias;
  }

  private get accessPoint(): AccessPointSnapshot | undefined {
    return this.alias === undefined ? undefined : this.live(this.alias);
  }

  private live(alias: string): AccessPointSnapshot | undefined {
    return this.world.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.alias === alias);
  }
}

/** Whether what cannot be changed may be exchanged: another construct, or a replacement that is allowed. */
function mayReplace(before: Declaration | undefined, declaration: Declaration): boolean {
  return declaration.replacement === 'ALLOW' || before?.construct !== declaration.construct;
}

function sameStatements(live: string | undefined, expected: { Statement: object[] } | undefined): boolean {
  const statements = live === undefined ? undefined : (JSON.parse(live) as { Statement: object[] }).Statement;
  return JSON.stringify(statements) === JSON.stringify(expected?.Statement);
}
