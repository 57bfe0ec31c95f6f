/**
 * The compiler's own syntax tree: JavaScript after TypeScript's types are gone.
 *
 * convert/ builds it from TypeScript's tree, emit/ turns it into bytecode. Parentheses, type assertions and
 * every other construct without meaning at run time are gone; names know the variable they stand for.
 * `position` is an offset in the file; it may lie before the blanks and comments in front of the construct.
 */
import type { UnitCapture } from '../bytecode/unit';
import type { Scope, Variable } from './scope';

interface Positioned {
  position: number;
}

interface ExpressionBase extends Positioned {
  /** Does evaluating this assign to a plain name (not inside an inner function)? */
  assigns: boolean;
}

// ---- Expressions ----

export interface NumberLiteral extends ExpressionBase {
  kind: 'Number';
  value: number;
}

export interface StringLiteral extends ExpressionBase {
  kind: 'String';
  value: string;
}

/** A value that LOADS can load: one of SPECIAL_* in assembly/value.ts. */
export interface SpecialLiteral extends ExpressionBase {
  kind: 'Special';
  value: number;
}

/** `a${x}b`: one more text than values. */
export interface TemplateLiteral extends ExpressionBase {
  kind: 'Template';
  texts: string[];
  values: Expression[];
}

/** tag`a${x}b`; a text is undefined when its escapes are wrong. */
export interface TaggedTemplate extends ExpressionBase {
  kind: 'TaggedTemplate';
  tag: Expression;
  texts: (string | undefined)[];
  raws: string[];
  values: Expression[];
  /** The module variable that keeps the frozen array of texts. */
  site: Variable;
}

/** A use of a name; also `this`, `new.target` and the hidden names of classes. */
export interface Name extends ExpressionBase {
  kind: 'Name';
  name: string;
  /** Undefined: no declaration in the program, so a builtin or nothing. */
  variable: Variable | undefined;
  /** May it be uninitialised here, so that the use has to check? */
  check: boolean;
  /** Is the enum it stands for certainly complete here? */
  complete?: boolean;
  /** `ns.name(…)`: the namespace object, which is the `this` of the call. */
  receiver?: Name;
}

/** `object.name` */
export interface Member extends ExpressionBase {
  kind: 'Member';
  object: Expression;
  name: string;
  /** `?.` */
  optional: boolean;
}

/** `object[index]` */
export interface Element extends ExpressionBase {
  kind: 'Element';
  object: Expression;
  index: Expression;
  optional: boolean;
}

/** `super.name` or `super[index]`: looked up from the prototype of `home`. */
export interface SuperMember extends ExpressionBase {
  kind: 'SuperMember';
  home: Name;
  receiver: Name;
  key: Expression;
}

/** An expression in which `?.` may end the evaluation with undefined. */
export interface Chain extends ExpressionBase {
  kind: 'Chain';
  expression: Expression;
}

export interface Spread extends ExpressionBase {
  kind: 'Spread';
  expression: Expression;
}

export interface Call extends ExpressionBase {
  kind: 'Call';
  callee: Expression;
  arguments: (Expression | Spread)[];
  optional: boolean;
}

/** `super(…)`; afterwards `this` is initialised and the fields of the class are defined. */
export interface SuperCall extends ExpressionBase {
  kind: 'SuperCall';
  arguments: (Expression | Spread)[];
  constructorName: Name;
  newTarget: Name;
  receiver: Name;
  /** Is this the only call that can run, so that `this` cannot be initialised yet? */
  single: boolean;
  class: ClassNode;
}

export interface New extends ExpressionBase {
  kind: 'New';
  callee: Expression;
  arguments: (Expression | Spread)[];
}

/** A call of a native by its name, in library code: `$name(receiver, …)`. */
export interface Intrinsic extends ExpressionBase {
  kind: 'Intrinsic';
  native: number;
  arguments: Expression[];
}

/** `undefined` elements are holes. */
export interface ArrayLiteral extends ExpressionBase {
  kind: 'Array';
  elements: (Expression | Spread | undefined)[];
}

export type PropertyKey =
  | { kind: 'name'; name: string }
  | { kind: 'computed'; expression: Expression };

export type ObjectProperty =
  | { kind: 'value'; key: PropertyKey; value: Expression; position: number }
  | { kind: 'getter' | 'setter'; key: PropertyKey; value: FunctionExpression; position: number }
  | { kind: 'prototype'; value: Expression; position: number }
  | { kind: 'spread'; value: Expression; position: number };

export interface ObjectLiteral extends ExpressionBase {
  kind: 'Object';
  properties: ObjectProperty[];
  /** The object under construction, when its methods use `super`. */
  home: Variable | undefined;
}

export interface FunctionExpression extends ExpressionBase {
  kind: 'Function';
  function: FunctionNode;
  /** The scope of a function expression's own name, when it is used. */
  scope: Scope | undefined;
}

export interface ClassExpression extends ExpressionBase {
  kind: 'Class';
  class: ClassNode;
}

export type UnaryOperator = '-' | '+' | '~' | '!' | 'typeof' | 'void' | 'delete';

export interface Unary extends ExpressionBase {
  kind: 'Unary';
  operator: UnaryOperator;
  operand: Expression;
}

export interface Update extends ExpressionBase {
  kind: 'Update';
  operator: '++' | '--';
  prefix: boolean;
  target: AssignmentTarget;
}

export type ArithmeticOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | '===' | '!==';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | 'instanceof' | 'in';
export type LogicalOperator = '&&' | '||' | '??';

export interface Binary extends ExpressionBase {
  kind: 'Binary';
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
}

export interface Logical extends ExpressionBase {
  kind: 'Logical';
  operator: LogicalOperator;
  left: Expression;
  right: Expression;
}

/** A place that `=` and its relatives write to. */
export type AssignmentTarget = Name | Member | Element | SuperMember;

export interface Assign extends ExpressionBase {
  kind: 'Assign';
  target: Target;
  value: Expression;
}

export interface CompoundAssign extends ExpressionBase {
  kind: 'CompoundAssign';
  operator: ArithmeticOperator;
  target: AssignmentTarget;
  value: Expression;
}

export interface LogicalAssign extends ExpressionBase {
  kind: 'LogicalAssign';
  operator: LogicalOperator;
  target: AssignmentTarget;
  value: Expression;
}

export interface Conditional extends ExpressionBase {
  kind: 'Conditional';
  test: Expression;
  consequent: Expression;
  otherwise: Expression;
}

export interface Sequence extends ExpressionBase {
  kind: 'Sequence';
  expressions: Expression[];
}

export interface Await extends ExpressionBase {
  kind: 'Await';
  operand: Expression;
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | SpecialLiteral
  | TemplateLiteral
  | TaggedTemplate
  | Name
  | Member
  | Element
  | SuperMember
  | Chain
  | Call
  | SuperCall
  | New
  | Intrinsic
  | ArrayLiteral
  | ObjectLiteral
  | FunctionExpression
  | ClassExpression
  | Unary
  | Update
  | Binary
  | Logical
  | Assign
  | CompoundAssign
  | LogicalAssign
  | Conditional
  | Sequence
  | Await;

// ---- Targets: what declarations, parameters, assignments and loops bind to ----

export interface ArrayPattern extends Positioned {
  kind: 'ArrayPattern';
  /** `undefined` elements are skipped values. */
  elements: (TargetWithDefault | undefined)[];
  rest: Target | undefined;
}

export interface ObjectPattern extends Positioned {
  kind: 'ObjectPattern';
  properties: { key: PropertyKey; value: TargetWithDefault; position: number }[];
  rest: Target | undefined;
}

export interface TargetWithDefault {
  target: Target;
  initial: Expression | undefined;
}

export type Target = AssignmentTarget | ArrayPattern | ObjectPattern;

// ---- Functions and classes ----

export interface Parameter extends TargetWithDefault {
  position: number;
}

export type FunctionKind =
  | 'function'
  | 'arrow'
  | 'method'
  | 'getter'
  | 'setter'
  | 'constructor'
  | 'derived constructor'
  | 'module';

export class FunctionNode {
  name = '';
  parameters: Parameter[] = [];
  rest: Target | undefined;
  isAsync = false;
  body: Statement[] = [];
  /** The class whose constructor this is: its fields are defined where `this` comes into being. */
  class: ClassNode | undefined;
  /** Scopes of the parameters and of the body; the same one when no parameter has a pattern or default. */
  parameterScope!: Scope;
  bodyScope!: Scope;
  /** Variables of outer functions that this one or one inside it uses, with their capture index. */
  readonly captures = new Map<Variable, number>();
  /** Where the closure takes them from; set by the emitter when it makes the closure. */
  captureSources: UnitCapture[] = [];
  /** Variables of this function that live in cells. */
  readonly cells: Variable[] = [];
  /** From where on it can be called: the start of its block when its declaration is hoisted, else its own place. */
  creation: number;
  /** `this.x = …` names seen in a constructor, for the room of its objects. */
  readonly ownNames = new Set<string>();
  /** Does the constructor of a base class use new.target? Then it gets that and makes its object itself. */
  usesNewTarget = false;
  /** Are there loops, so that constants are worth a register? */
  hasLoops = false;

  constructor(
    readonly kind: FunctionKind,
    readonly parent: FunctionNode | undefined,
    readonly position: number,
  ) {
    this.creation = position;
  }

  get isArrow(): boolean {
    return this.kind === 'arrow';
  }

  get isConstructor(): boolean {
    return this.kind === 'constructor' || this.kind === 'derived constructor';
  }
}

export interface ClassField {
  kind: 'field';
  static: boolean;
  key: PropertyKey;
  /** A computed key's value, kept from the evaluation of the class to that of the field. */
  keyVariable: Variable | undefined;
  value: Expression | undefined;
  position: number;
  /** The scope of a static initialiser. */
  scope: Scope | undefined;
}

export interface ClassMethod {
  kind: 'method' | 'getter' | 'setter';
  static: boolean;
  key: PropertyKey;
  value: FunctionExpression;
  position: number;
}

export interface StaticBlock {
  kind: 'block';
  scope: Scope;
  body: Statement[];
  position: number;
}

/** `constructor(public name: T)`: a property made from a parameter. */
export interface ParameterProperty {
  name: string;
  value: Name;
  hasDefault: boolean;
  position: number;
}

export class ClassNode {
  superclass: Expression | undefined;
  readonly members: (ClassField | ClassMethod | StaticBlock)[] = [];
  readonly parameterProperties: ParameterProperty[] = [];
  constructorFunction!: FunctionNode;
  scope!: Scope;
  /** The class itself and its prototype, as its methods see them. */
  self!: Variable;
  prototype!: Variable;
  /** `this` of field initialisers: the same object as the constructor's, always initialised. */
  fieldReceiver: Variable | undefined;
  /** Is super() called in an arrow function, or at more than one place? */
  hasScatteredSuper = false;
  name = '';

  constructor(readonly position: number) {}
}

// ---- Statements ----

export interface Block extends Positioned {
  kind: 'Block';
  scope: Scope;
  body: Statement[];
}

export interface ExpressionStatement extends Positioned {
  kind: 'Expression';
  expression: Expression;
}

export interface Declaration extends Positioned {
  target: Target;
  initial: Expression | undefined;
}

export interface VariableStatement extends Positioned {
  kind: 'Variables';
  /** `var` without a value does nothing; `let` makes it undefined. */
  declares: 'var' | 'let' | 'const';
  declarations: Declaration[];
}

export interface ClassStatement extends Positioned {
  kind: 'ClassDeclaration';
  class: ClassNode;
  target: Name;
}

export interface EnumMember extends Positioned {
  name: string;
  value: Expression;
  /** A string member has no entry back from its value. */
  reverse: boolean;
}

export interface EnumStatement extends Positioned {
  kind: 'Enum';
  target: Name;
  members: EnumMember[];
  scope: Scope;
  /** Does an earlier declaration of the same enum exist, so that this one adds to it? */
  extends: boolean;
}

/** `namespace N { … }` that holds values. */
export interface NamespaceStatement extends Positioned {
  kind: 'Namespace';
  target: Name;
  scope: Scope;
  body: Statement[];
  /** Is there an object or function of the name already, that this adds to? */
  extends: boolean;
}

export interface Return extends Positioned {
  kind: 'Return';
  value: Expression | undefined;
}

export interface If extends Positioned {
  kind: 'If';
  test: Expression;
  consequent: Statement;
  otherwise: Statement | undefined;
}

export interface While extends Positioned {
  kind: 'While';
  test: Expression;
  body: Statement;
}

export interface DoWhile extends Positioned {
  kind: 'DoWhile';
  test: Expression;
  body: Statement;
}

export interface For extends Positioned {
  kind: 'For';
  scope: Scope;
  initial: VariableStatement | ExpressionStatement | undefined;
  test: Expression | undefined;
  update: Expression | undefined;
  body: Statement;
}

export interface ForIn extends Positioned {
  kind: 'ForIn';
  scope: Scope;
  target: Target;
  /** Does the head declare its target (let, const, var)? */
  declares: boolean;
  object: Expression;
  body: Statement;
}

export interface ForOf extends Positioned {
  kind: 'ForOf';
  scope: Scope;
  target: Target;
  declares: boolean;
  iterable: Expression;
  body: Statement;
}

export interface Jump extends Positioned {
  kind: 'Break' | 'Continue';
  label: string | undefined;
}

export interface Throw extends Positioned {
  kind: 'Throw';
  value: Expression;
}

export interface Try extends Positioned {
  kind: 'Try';
  block: Block;
  handler: { scope: Scope; target: Target | undefined; body: Block } | undefined;
  finalizer: Block | undefined;
}

export interface Switch extends Positioned {
  kind: 'Switch';
  value: Expression;
  scope: Scope;
  /** `test` is undefined for `default`. */
  cases: { test: Expression | undefined; body: Statement[]; position: number }[];
}

export interface Labelled extends Positioned {
  kind: 'Labelled';
  label: string;
  body: Statement;
}

/** `export default expression` */
export interface DefaultExport extends Positioned {
  kind: 'DefaultExport';
  target: Name;
  value: Expression;
}

export type Statement =
  | Block
  | ExpressionStatement
  | VariableStatement
  | ClassStatement
  | EnumStatement
  | NamespaceStatement
  | Return
  | If
  | While
  | DoWhile
  | For
  | ForIn
  | ForOf
  | Jump
  | Throw
  | Try
  | Switch
  | Labelled
  | DefaultExport;

// ---- Modules ----

/** The object that `import * as ns` gives: a getter for each exported name, in order of the names. */
export interface NamespaceObject {
  variable: Variable;
  members: { name: string; getter: FunctionNode }[];
}

/** `import { name as local } from specifier`; a namespace import has the name '*'. */
export interface ImportBinding {
  specifier: string;
  name: string;
  variable: Variable;
  position: number;
  /** `ns.name`: undefined when the module has no such export, which is an error otherwise. */
  isMember: boolean;
}

export interface ModuleNode {
  function: FunctionNode;
  imports: ImportBinding[];
  /** Names of namespaces that do not exist: their value is undefined. */
  missing: Variable[];
  /** Capabilities of `host:` specifiers. */
  hostImports: { namespace: string; name: string; variable: Variable }[];
  /** Local exports by exported name. */
  exports: { name: string; variable: Variable }[];
  /** `export { name as exported } from specifier`. */
  reexports: { specifier: string; name: string; exported: string; position: number }[];
  stars: string[];
  /** Specifiers whose modules are evaluated first, in source order. */
  requests: string[];
  /** Exported names that are types only. */
  typeNames: Set<string>;
  /** Namespace imports that are used as objects. */
  namespaceImports: {
    specifier: string;
    variable: Variable;
    position: number;
    /** The variable of the other module that holds its object. */
    source?: Variable;
  }[];
  /** The module as an object, when another module (or itself) uses it so. */
  namespaceObject: NamespaceObject | undefined;
}
