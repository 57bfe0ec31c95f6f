/**
 * DeltaBlue: an incremental solver of one-way constraints with strengths. A plan is extracted
 * once and executed many times while an edited variable changes.
 * Exercises polymorphism, small objects, arrays used as stacks. After "The DeltaBlue Algorithm"
 * (Freeman-Benson, Maloney, Borning, 1990).
 */
const CHAIN_LENGTH = 200;
const PROJECTIONS = 60;

/** The smaller the stronger. */
const enum Strength {
  Required = 0,
  StrongPreferred = 1,
  Preferred = 2,
  StrongDefault = 3,
  Normal = 4,
  WeakDefault = 5,
  Weakest = 6,
}

function weaker(a: Strength, b: Strength): Strength {
  return a > b ? a : b;
}

class Variable {
  value: number;
  readonly constraints: Constraint[] = [];
  determinedBy: Constraint | null = null;
  /** The strength of the weakest constraint upstream that could be revoked to free this one. */
  walkStrength: Strength = Strength.Weakest;
  stay = true;
  mark = 0;
  readonly name: string;

  constructor(name: string, value: number) {
    this.name = name;
    this.value = value;
  }

  attach(constraint: Constraint): void {
    this.constraints.push(constraint);
  }

  detach(constraint: Constraint): void {
    const kept = this.constraints.length - 1;
    const index = this.constraints.indexOf(constraint);
    if (index >= 0) {
      for (let i = index; i < kept; i++) this.constraints[i] = this.constraints[i + 1]!;
      this.constraints.pop();
    }
    if (this.determinedBy === constraint) this.determinedBy = null;
  }
}

abstract class Constraint {
  readonly strength: Strength;

  constructor(strength: Strength) {
    this.strength = strength;
  }

  /** True for what the outside world sets, such as a mouse. */
  isInput(): boolean {
    return false;
  }

  abstract isSatisfied(): boolean;
  abstract attachToVariables(): void;
  abstract detachFromVariables(): void;
  /** Decides whether, and in which direction, this constraint can be enforced now. */
  abstract chooseMethod(mark: number): void;
  abstract unsatisfy(): void;
  abstract markInputs(mark: number): void;
  /** True when every input is known under the mark, stays, or is determined by nothing. */
  abstract inputsKnown(mark: number): boolean;
  abstract output(): Variable;
  abstract recalculate(): void;
  abstract execute(): void;

  activate(planner: Planner): void {
    this.attachToVariables();
    planner.add(this);
  }

  destroy(planner: Planner): void {
    if (this.isSatisfied()) planner.remove(this);
    else this.detachFromVariables();
  }

  /** Enforces this constraint if possible; gives the one it displaced, if any. */
  satisfy(mark: number, planner: Planner): Constraint | null {
    this.chooseMethod(mark);
    if (!this.isSatisfied()) {
      if (this.strength === Strength.Required) {
        throw new Error('deltablue: a required constraint cannot be satisfied');
      }
      return null;
    }
    this.markInputs(mark);
    const output = this.output();
    const displaced = output.determinedBy;
    if (displaced !== null) displaced.unsatisfy();
    output.determinedBy = this;
    if (!planner.propagate(this, mark)) throw new Error('deltablue: a cycle of constraints');
    output.mark = mark;
    return displaced;
  }
}

abstract class UnaryConstraint extends Constraint {
  protected readonly target: Variable;
  private satisfied = false;

  constructor(target: Variable, strength: Strength) {
    super(strength);
    this.target = target;
  }

  isSatisfied(): boolean {
    return this.satisfied;
  }

  attachToVariables(): void {
    this.target.attach(this);
    this.satisfied = false;
  }

  detachFromVariables(): void {
    this.target.detach(this);
    this.satisfied = false;
  }

  chooseMethod(mark: number): void {
    this.satisfied = this.target.mark !== mark && this.strength < this.target.walkStrength;
  }

  unsatisfy(): void {
    this.satisfied = false;
  }

  markInputs(_mark: number): void {}

  inputsKnown(_mark: number): boolean {
    return true;
  }

  output(): Variable {
    return this.target;
  }

  recalculate(): void {
    this.target.walkStrength = this.strength;
    this.target.stay = !this.isInput();
    if (this.target.stay) this.execute();
  }
}

/** Marks a variable that should keep its value. */
class StayConstraint extends UnaryConstraint {
  execute(): void {}
}

/** Marks a variable that the outside world is about to change. */
class EditConstraint extends UnaryConstraint {
  override isInput(): boolean {
    return true;
  }

  execute(): void {}
}

const enum Direction {
  None,
  Forward,
  Backward,
}

abstract class BinaryConstraint extends Constraint {
  protected readonly first: Variable;
  protected readonly second: Variable;
  protected direction: Direction = Direction.None;

  constructor(first: Variable, second: Variable, strength: Strength) {
    super(strength);
    this.first = first;
    this.second = second;
  }

  isSatisfied(): boolean {
    return this.direction !== Direction.None;
  }

  attachToVariables(): void {
    this.first.attach(this);
    this.second.attach(this);
    this.direction = Direction.None;
  }

  detachFromVariables(): void {
    this.first.detach(this);
    this.second.detach(this);
    this.direction = Direction.None;
  }

  chooseMethod(mark: number): void {
    const first = this.first;
    const second = this.second;
    if (first.mark === mark) {
      const can = second.mark !== mark && this.strength < second.walkStrength;
      this.direction = can ? Direction.Forward : Direction.None;
    } else if (second.mark === mark) {
      const can = this.strength < first.walkStrength;
      this.direction = can ? Direction.Backward : Direction.None;
    } else if (first.walkStrength > second.walkStrength) {
      const can = this.strength < first.walkStrength;
      this.direction = can ? Direction.Backward : Direction.None;
    } else {
      const can = this.strength < second.walkStrength;
      this.direction = can ? Direction.Forward : Direction.None;
    }
  }

  unsatisfy(): void {
    this.direction = Direction.None;
  }

  markInputs(mark: number): void {
    this.input().mark = mark;
  }

  inputsKnown(mark: number): boolean {
    const input = this.input();
    return input.mark === mark || input.stay || input.determinedBy === null;
  }

  output(): Variable {
    return this.direction === Direction.Forward ? this.second : this.first;
  }

  recalculate(): void {
    const input = this.input();
    const output = this.output();
    output.walkStrength = weaker(this.strength, input.walkStrength);
    output.stay = input.stay;
    if (output.stay) this.execute();
  }

  protected input(): Variable {
    return this.direction === Direction.Forward ? this.first : this.second;
  }
}

class EqualityConstraint extends BinaryConstraint {
  execute(): void {
    this.output().value = this.input().value;
  }
}

/** second = first × scale + offset, in whichever direction is chosen. */
class ScaleConstraint extends BinaryConstraint {
  private readonly scale: Variable;
  private readonly offset: Variable;

  constructor(
    source: Variable,
    scale: Variable,
    offset: Variable,
    target: Variable,
    strength: Strength,
  ) {
    super(source, target, strength);
    this.scale = scale;
    this.offset = offset;
  }

  override attachToVariables(): void {
    super.attachToVariables();
    this.scale.attach(this);
    this.offset.attach(this);
  }

  override detachFromVariables(): void {
    super.detachFromVariables();
    this.scale.detach(this);
    this.offset.detach(this);
  }

  override markInputs(mark: number): void {
    super.markInputs(mark);
    this.scale.mark = mark;
    this.offset.mark = mark;
  }

  override recalculate(): void {
    const input = this.input();
    const output = this.output();
    output.walkStrength = weaker(this.strength, input.walkStrength);
    output.stay = input.stay && this.scale.stay && this.offset.stay;
    if (output.stay) this.execute();
  }

  execute(): void {
    if (this.direction === Direction.Forward) {
      this.second.value = this.first.value * this.scale.value + this.offset.value;
    } else {
      this.first.value = (this.second.value - this.offset.value) / this.scale.value;
    }
  }
}

/** Constraints in the order in which they are executed. */
class Plan {
  private readonly constraints: Constraint[] = [];

  add(constraint: Constraint): void {
    this.constraints.push(constraint);
  }

  execute(): void {
    for (const constraint of this.constraints) constraint.execute();
  }

  size(): number {
    return this.constraints.length;
  }
}

class Planner {
  private currentMark = 0;

  add(constraint: Constraint): void {
    const mark = this.newMark();
    let displaced = constraint.satisfy(mark, this);
    while (displaced !== null) displaced = displaced.satisfy(mark, this);
  }

  remove(constraint: Constraint): void {
    const output = constraint.output();
    constraint.unsatisfy();
    constraint.detachFromVariables();
    const unsatisfied = this.freeDownstream(output);
    for (let strength = Strength.Required; strength <= Strength.Weakest; strength++) {
      for (const candidate of unsatisfied) {
        if (candidate.strength === strength) this.add(candidate);
      }
    }
  }

  /** The plan that follows from the given input constraints. */
  planFrom(sources: Constraint[]): Plan {
    const mark = this.newMark();
    const plan = new Plan();
    const ready: Constraint[] = [];
    for (const source of sources) {
      if (source.isInput() && source.isSatisfied()) ready.push(source);
    }
    while (ready.length > 0) {
      const constraint = ready.pop()!;
      const output = constraint.output();
      if (output.mark === mark || !constraint.inputsKnown(mark)) continue;
      plan.add(constraint);
      output.mark = mark;
      this.consumersOf(output, ready);
    }
    return plan;
  }

  /** Recomputes strengths downstream of a constraint; false when it runs into a cycle. */
  propagate(constraint: Constraint, mark: number): boolean {
    const open: Constraint[] = [constraint];
    while (open.length > 0) {
      const next = open.pop()!;
      const output = next.output();
      if (output.mark === mark) {
        constraint.unsatisfy();
        return false;
      }
      next.recalculate();
      this.consumersOf(output, open);
    }
    return true;
  }

  private newMark(): number {
    this.currentMark++;
    return this.currentMark;
  }

  private freeDownstream(start: Variable): Constraint[] {
    start.determinedBy = null;
    start.walkStrength = Strength.Weakest;
    start.stay = true;
    const unsatisfied: Constraint[] = [];
    const open: Variable[] = [start];
    while (open.length > 0) {
      const variable = open.pop()!;
      variable.constraints.forEach((constraint) => {
        if (!constraint.isSatisfied()) unsatisfied.push(constraint);
      });
      const determining = variable.determinedBy;
      for (const next of variable.constraints) {
        if (next !== determining && next.isSatisfied()) {
          next.recalculate();
          open.push(next.output());
        }
      }
    }
    return unsatisfied;
  }

  private consumersOf(variable: Variable, into: Constraint[]): void {
    const determining = variable.determinedBy;
    for (const constraint of variable.constraints) {
      if (constraint !== determining && constraint.isSatisfied()) into.push(constraint);
    }
  }
}

function expect(variable: Variable, value: number): void {
  if (variable.value !== value) {
    throw new Error('deltablue: ' + variable.name + ' is ' + variable.value + ', must be ' + value);
  }
}

/** Sets a variable from outside a few times and lets the plan carry the change. */
function edit(planner: Planner, variable: Variable, values: number[], check: () => void): void {
  const constraint = new EditConstraint(variable, Strength.Preferred);
  constraint.activate(planner);
  const plan = planner.planFrom([constraint]);
  for (const value of values) {
    variable.value = value;
    plan.execute();
    check();
  }
  constraint.destroy(planner);
}

/** A long chain of equalities: what is set at one end must come out at the other. */
function chain(length: number): void {
  const planner = new Planner();
  const variables: Variable[] = [];
  for (let i = 0; i <= length; i++) variables.push(new Variable('chain' + i, 0));
  const first = variables[0]!;
  const last = variables[length]!;
  for (let i = 0; i < length; i++) {
    const link = new EqualityConstraint(variables[i]!, variables[i + 1]!, Strength.Required);
    link.activate(planner);
  }
  new StayConstraint(last, Strength.StrongDefault).activate(planner);
  const constraint = new EditConstraint(first, Strength.Preferred);
  constraint.activate(planner);
  const plan = planner.planFrom([constraint]);
  if (plan.size() !== length + 1) throw new Error('deltablue: the plan misses constraints');
  for (let value = 1; value <= 100; value++) {
    first.value = value;
    plan.execute();
    expect(last, value);
  }
  constraint.destroy(planner);
}

/** Many scalings that share scale and offset, edited at each of their four variables. */
function projection(count: number): void {
  const planner = new Planner();
  const scale = new Variable('scale', 10);
  const offset = new Variable('offset', 1000);
  const sources: Variable[] = [];
  const targets: Variable[] = [];
  for (let i = 0; i < count; i++) {
    const source = new Variable('source' + i, i);
    const target = new Variable('target' + i, i);
    sources.push(source);
    targets.push(target);
    new StayConstraint(source, Strength.Normal).activate(planner);
    new ScaleConstraint(source, scale, offset, target, Strength.Required).activate(planner);
  }
  const source = sources[count - 1]!;
  const target = targets[count - 1]!;
  edit(planner, source, [17], () => expect(target, 1170));
  edit(planner, target, [1050], () => expect(source, 5));
  edit(planner, scale, [1, 2, 3, 4, 5], () => {
    for (let i = 0; i < count - 1; i++) expect(targets[i]!, i * scale.value + 1000);
  });
  edit(planner, offset, [2000, 3000], () => {
    for (let i = 0; i < count - 1; i++) expect(targets[i]!, i * 5 + offset.value);
  });
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    chain(CHAIN_LENGTH);
    projection(PROJECTIONS);
  }
  return true;
}
