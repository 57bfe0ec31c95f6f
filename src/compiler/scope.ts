/**
 * Scopes and variables: which declaration a name means, which variables inner functions capture, and where a
 * use may come before the initialisation (the temporal dead zone) and has to check.
 *
 * The converter enters scopes, declares and refers while it walks the tree; `resolveReferences` then looks all
 * names up at once, since a name may be used above its declaration.
 *
 * A position is an offset in the file. Within one function, and outside of `switch`, code that stands after the
 * end of a declaration runs after it: so comparing positions proves most uses initialised. A use in an inner
 * function is judged by the place where that function comes into being.
 */
import type { Expression, FunctionNode, Member, Name, SuperCall } from './syntax';

export type VariableKind =
  /** Declared by the program. */
  | 'var'
  | 'let'
  | 'const'
  | 'class'
  | 'function'
  | 'parameter'
  | 'catch'
  | 'enum'
  | 'import'
  /** `import * as ns`: only `ns.name` is supported, and means the import of `name`. */
  | 'namespace'
  /** The name of a function expression or a class, inside of it. */
  | 'self'
  /** `this` of a function, or of a static initialiser; `new.target` of a derived constructor. */
  | 'this'
  | 'newTarget'
  /** Made by the compiler. */
  | 'hidden';

/** What is known of an assigned value: the expression, a number (`++`), or nothing. */
export type AssignedValue = Expression | 'number' | 'unknown';

export class Variable {
  /** Is it written to after its initialisation? */
  assigned = false;
  /** Is it used by an inner function? */
  captured = false;
  /** May an inner function that uses it come into being before it is initialised? */
  capturedEarly = false;
  /** Does any use check that it is initialised? */
  checked = false;
  /** Is it used as a value at all? (Imports that are not are types.) */
  used = false;
  exported = false;
  /** Range of the rest of its pattern, in which it is initialised too. */
  readyFrom = 0;
  readyTo = 0;
  /** The variable of the namespace whose property this name is, for what a namespace exports. */
  holder: Variable | undefined;
  /** The parameter of the same name whose value a `var` starts with. */
  copies: Variable | undefined;
  /** Uses that stand at or beyond this position may be reached without the declaration having run. */
  certainUntil = Number.POSITIVE_INFINITY;
  /** Every value it is initialised with or assigned, for type inference. */
  readonly values: AssignedValue[] = [];
  /** Members of an enum whose values are known, and the position from which on the enum is complete. */
  constants: ReadonlyMap<string, Expression> | undefined;
  completeAt = Number.POSITIVE_INFINITY;
  /** Is the value used in a way that could change its properties, or let others do so? */
  escapes = false;
  /** The variable that an import stands for, when its module has run before this one begins. */
  source: Variable | undefined;
  /** Set by the emitter: a register, the register of its cell, or a module variable. */
  register = -1;
  cell = -1;
  global = -1;

  constructor(
    readonly name: string,
    readonly kind: VariableKind,
    readonly scope: Scope,
    /** Position from which on it is initialised. */
    public initialisedAt: number,
  ) {}

  /** Does an assignment to it throw a TypeError? */
  get constant(): boolean {
    return (
      this.kind === 'const' ||
      this.kind === 'self' ||
      this.kind === 'import' ||
      this.kind === 'namespace'
    );
  }

  /** Does it live in a cell that functions share? Else captures copy its value. */
  get inCell(): boolean {
    return this.captured && (this.assigned || this.capturedEarly) && !this.isGlobal;
  }

  /** Is it a variable of the whole module, visible to all of its functions? */
  get isGlobal(): boolean {
    if (this.scope.kind !== 'module') return false;
    if (this.scope.spills) return true;
    return this.captured || this.exported || this.kind === 'import' || this.kind === 'namespace';
  }
}

export type ScopeKind =
  | 'module'
  | 'parameters'
  | 'body'
  | 'block'
  | 'switch'
  | 'class'
  | 'static'
  | 'field'
  | 'object';

export class Scope {
  readonly variables = new Map<string, Variable>();
  /** Function declarations, whose closures are made at entry. */
  readonly functions: { node: FunctionNode; variable: Variable }[] = [];
  /** What `this` means here: set in the parameter scope of functions other than arrows, and in static initialisers. */
  receiver: Variable | undefined;
  newTarget: Variable | undefined;
  /** Names of `var` declarations in blocks inside this one, which belong to a scope further out. */
  varsThrough: Set<string> | undefined;
  /** Of a module: are there too many variables for registers, so that all are module variables? */
  spills = false;
  /** The scope belongs to a function that has a `this` of its own, not yet asked for. */
  bindsThis = false;

  /** The function that the scope's variables belong to. */
  readonly function: FunctionNode;

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | undefined,
    owner: FunctionNode,
    readonly start: number,
  ) {
    this.function = owner;
  }

  /** Do `var` declarations stop here? */
  get holdsVars(): boolean {
    return this.kind === 'module' || this.kind === 'body' || this.kind === 'static';
  }

  add(name: string, kind: VariableKind, initialisedAt: number): Variable {
    const variable = new Variable(name, kind, this, initialisedAt);
    this.variables.set(name, variable);
    return variable;
  }

  /** A variable that no program can name. */
  hidden(description: string, initialisedAt: number, kind: VariableKind = 'hidden'): Variable {
    return this.add(`%${description}${this.variables.size}`, kind, initialisedAt);
  }
}

/** One use of a name, kept until all declarations are known. */
export interface Reference {
  node: Name;
  scope: Scope;
  /** The value assigned, when the use is an assignment. */
  write: AssignedValue | undefined;
  /** In a heritage clause or computed key: evaluated before the class binding exists. */
  early: boolean;
  /** The member expression of which the name is the object. */
  member: Member | undefined;
  /** Is it, or its member, the callee of a call? Set where it matters: for `Function` and for members. */
  called?: boolean;
  /** Is a member or element of it read, and no more? */
  reads?: boolean;
  /** The super(…) that initialises the name, `this`. */
  superCall?: SuperCall;
}

/** What `import * as ns` stands for. */
export interface NamespaceBinding {
  specifier: string;
  /** The variable for one imported name, made at its first use. */
  variableFor(name: string): Variable;
}

export interface Resolution {
  namespaces: ReadonlyMap<Variable, NamespaceBinding>;
  /** Position in the module's top-level code before whose execution no function is called. */
  quietUntil: number;
  /** Variables that inner functions use; resolving adds to it. */
  captured: Variable[];
  /** Called for each name that no scope declares. */
  unresolved(reference: Reference): void;
  /** Called when a namespace object is used other than as `ns.name`. */
  namespaceAsValue(reference: Reference, variable: Variable): void;
}

/** Finds the variable of every reference, and what each function captures. */
export function resolveReferences(references: readonly Reference[], resolution: Resolution): void {
  for (const reference of references) {
    const variable = lookUp(reference.scope, reference.node.name);
    if (variable === undefined) resolution.unresolved(reference);
    else if (variable.kind === 'namespace') resolveNamespace(reference, variable, resolution);
    else if (variable.holder !== undefined) resolveMember(reference, variable.holder, resolution);
    else bind(reference, variable, resolution);
  }
  for (const variable of resolution.captured) {
    if (variable.inCell) variable.scope.function.cells.push(variable);
  }
}

function lookUp(start: Scope, name: string): Variable | undefined {
  if (name === 'this') return receiverOf(start);
  for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
    const variable = scope.variables.get(name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

function receiverOf(start: Scope): Variable | undefined {
  for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
    if (scope.receiver !== undefined) return scope.receiver;
    if (scope.bindsThis) {
      scope.receiver = scope.add('this', 'this', 0);
      return scope.receiver;
    }
  }
  return undefined;
}

function resolveNamespace(reference: Reference, variable: Variable, resolution: Resolution): void {
  const binding = resolution.namespaces.get(variable);
  if (binding === undefined || reference.member === undefined || reference.write !== undefined) {
    resolution.namespaceAsValue(reference, variable);
    bind(reference, variable, resolution);
    return;
  }
  // `ns.name` becomes the import of `name`, in place.
  const imported = binding.variableFor(reference.member.name);
  const node = reference.member as unknown as Name;
  node.kind = 'Name';
  if (reference.called) {
    resolution.namespaceAsValue(reference, variable);
    const receiver: Name = { ...reference.node, variable: undefined };
    bind({ ...reference, node: receiver, member: undefined }, variable, resolution);
    node.receiver = receiver;
  }
  variable.used = true;
  bind({ ...reference, node, member: undefined }, imported, resolution);
}

/** The use of a name that a namespace exports becomes the use of a member, in place. */
function resolveMember(reference: Reference, holder: Variable, resolution: Resolution): void {
  const { position, name } = reference.node;
  const object: Name = {
    kind: 'Name',
    position,
    assigns: false,
    name: holder.name,
    variable: holder,
    check: false,
  };
  const node = reference.node as unknown as Member;
  node.kind = 'Member';
  node.object = object;
  node.name = name;
  node.optional = false;
  bind({ ...reference, node: object, write: undefined, member: undefined }, holder, resolution);
}

function bind(
  reference: Reference,
  variable: Variable,
  { quietUntil, captured }: Resolution,
): void {
  const { node } = reference;
  node.variable = variable;
  variable.used = true;
  if (reference.write !== undefined) {
    variable.assigned = true;
    variable.values.push(reference.write);
  }
  if (reference.reads !== true || reference.called === true) variable.escapes = true;
  const owner = variable.scope.function;
  const user = reference.scope.function;
  // Only a class's own name is uninitialised in its heritage and its computed keys.
  const early = reference.early && variable.kind === 'self';
  if (owner === user) {
    const initialises = reference.superCall !== undefined;
    node.complete = node.position >= variable.completeAt;
    if (early || !(initialises || isInitialised(variable, node.position))) check(node, variable);
    return;
  }
  if (!variable.captured) captured.push(variable);
  variable.captured = true;
  const maker = captureIn(user, variable, owner);
  const isQuiet = variable.scope.kind === 'module' && variable.completeAt <= quietUntil;
  node.complete = isQuiet || maker.creation >= variable.completeAt;
  // No function runs before the quiet beginning of the module has been executed.
  if (variable.scope.kind === 'module' && variable.initialisedAt <= quietUntil) return;
  const hoistedBeside =
    variable.kind === 'function' && variable.scope.functions.some((f) => f.node === maker);
  if (hoistedBeside) {
    // Both closures are made at the entry of one scope, in some order: share a cell, filled by then.
    variable.capturedEarly = true;
  } else if (early || !isInitialised(variable, maker.creation)) {
    variable.capturedEarly = true;
    // A class and its prototype are there before any of its functions can be called.
    const isMade = variable.kind === 'self' || variable.kind === 'hidden';
    if (!isMade || early) check(node, variable);
  }
}

const isInitialised = (variable: Variable, position: number): boolean =>
  (position >= variable.initialisedAt && position < variable.certainUntil) ||
  (position >= variable.readyFrom && position < variable.readyTo);

function check(node: Name, variable: Variable): void {
  node.check = true;
  variable.checked = true;
}

/** Makes every function from `user` out to the owner capture the variable; gives the one the owner makes. */
function captureIn(user: FunctionNode, variable: Variable, owner: FunctionNode): FunctionNode {
  const viaCapture = variable.scope.kind !== 'module';
  let maker = user;
  for (let node: FunctionNode | undefined = user; node && node !== owner; node = node.parent) {
    if (viaCapture && !node.captures.has(variable)) node.captures.set(variable, node.captures.size);
    maker = node;
  }
  return maker;
}
