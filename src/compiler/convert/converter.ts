/**
 * From TypeScript's tree to our own: the state of the walk, shared by the files of this folder.
 *
 * Handlers are looked up by syntax kind. What has no handler is refused by name; a handler that must refuse
 * reports and returns a harmless node, so that one compilation reports everything.
 */
import type { CompilerCode, DiagnosticList, SourceText } from '../diagnostics';
import {
  type AssignedValue,
  type Reference,
  Scope,
  type Variable,
  type VariableKind,
} from '../scope';
import type { ClassNode, Expression, FunctionNode, Member, Name, Statement } from '../syntax';
import type { TypeScript, ts } from '../typescript';
import { handlersOf } from './handlers';
import { ModuleTables } from './module-tables';

/** What library code may use beyond the language: natives by name. */
export type NativeIds = ReadonlyMap<string, number>;

export interface ConvertOptions {
  /** Set for trusted library source. */
  natives?: NativeIds;
}

export type ExpressionHandler = (converter: Converter, node: any, name: string) => Expression;
export type StatementHandler = (converter: Converter, node: any) => Statement | undefined;

/** A label or breakable statement around the place of the walk. */
export interface Enclosing {
  label: string | undefined;
  loop: boolean;
}

/** Where `super` looks: in the prototype of a class, in its constructor, or in an object literal. */
export type SuperHome = '%prototype' | '%self' | '%home';

export class Converter {
  readonly references: Reference[] = [];
  scope!: Scope;
  function!: FunctionNode;
  /** Counts assignments to names; expressions compare it before and after. */
  assignments = 0;
  /** Inside a heritage clause or computed key, where the class's own name is not initialised. */
  early = false;
  superHome: SuperHome | undefined;
  /** The class whose derived constructor is being converted. */
  derived: ClassNode | undefined;
  /** The constructor of a base class that is being converted. */
  baseConstructor: FunctionNode | undefined;
  enclosing: Enclosing[] = [];
  /** End of the case clause of a `switch`. */
  clauseEnd = Number.POSITIVE_INFINITY;
  /** Members of the enum whose initialisers are being converted. */
  enumMembers: ReadonlyMap<string, () => Expression> | undefined;
  /** The variable of the namespace whose body is being converted. */
  namespace: Variable | undefined;
  /** Statements to put behind the one that is being converted. */
  readonly following: Statement[] = [];
  /** Namespace imports that are used as objects, with a place. */
  readonly namespaceValues = new Map<Variable, number>();
  /** Names of types declared at the top level. */
  readonly typeNames = new Set<string>();
  moduleScope!: Scope;
  /** Variables that are captured by what the compiler makes, not by references. */
  readonly captured: Variable[] = [];
  readonly tables = new ModuleTables();
  /** Exported names that are types. */
  readonly exportedTypes: string[] = [];
  /** Names that the module exports from its own declarations. */
  readonly moduleExports: { name: string; variable: Variable }[] = [];

  private readonly handlers;

  constructor(
    readonly ts: TypeScript,
    readonly source: SourceText,
    readonly diagnostics: DiagnosticList,
    readonly options: ConvertOptions,
    readonly isInitialised: (specifier: string) => boolean,
  ) {
    this.handlers = handlersOf(ts);
  }

  // ---- Dispatch ----

  /** `name` is given to an anonymous function or class. */
  expression(outer: ts.Expression, name = ''): Expression {
    const node = this.withoutTypes(outer);
    const before = this.assignments;
    const handler = this.handlers.expressions[node.kind];
    const expression =
      handler === undefined
        ? this.unsupported(node, this.describe(node))
        : handler(this, node, name);
    expression.assigns = this.assignments !== before;
    return expression;
  }

  statement(node: ts.Statement): Statement | undefined {
    const handler = this.handlers.statements[node.kind];
    if (handler !== undefined) return handler(this, node);
    this.unsupported(node, this.describe(node));
    return undefined;
  }

  statements(nodes: readonly ts.Statement[]): Statement[] {
    const statements: Statement[] = [];
    for (const node of nodes) {
      const statement = this.statement(node);
      if (statement !== undefined) statements.push(statement);
      if (this.following.length > 0) statements.push(...this.following.splice(0));
    }
    return statements;
  }

  /** The expression inside parentheses, assertions and type arguments. */
  withoutTypes(outer: ts.Expression): ts.Expression {
    let node = outer;
    while (this.handlers.transparent[node.kind]) node = (node as ts.AsExpression).expression;
    return node;
  }

  // ---- Complaints ----

  report(node: ts.Node | number, code: CompilerCode, message: string): void {
    const position = typeof node === 'number' ? node : node.pos;
    this.diagnostics.add(this.source, position, code, message);
  }

  syntaxError(node: ts.Node | number, message: string): void {
    this.report(node, 'SYNTAX', message);
  }

  /** Reports a construct that is not supported; gives a node to go on with. */
  unsupported(node: ts.Node, construct: string): Expression {
    this.report(node, 'UNSUPPORTED', `${construct} is not supported`);
    return undefinedAt(node.pos);
  }

  /** A node's kind in words: 'YieldExpression' → 'yield expression'. */
  describe(node: ts.Node): string {
    const words = this.ts.SyntaxKind[node.kind].replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
    return words.toLowerCase();
  }

  // ---- Scopes and names ----

  /** Runs `work` in a scope inside the current one. */
  inScope<T>(scope: Scope, work: () => T): T {
    const outer = this.scope;
    this.scope = scope;
    const result = work();
    this.scope = outer;
    return result;
  }

  newScope(kind: Scope['kind'], start: number): Scope {
    return new Scope(kind, this.scope, this.function, start);
  }

  /** A use of a name; its variable is found when all declarations are known. */
  refer(name: string, position: number, write?: AssignedValue): Name {
    const node: Name = {
      kind: 'Name',
      position,
      assigns: false,
      name,
      variable: undefined,
      check: false,
    };
    if (write !== undefined) this.assignments++;
    this.references.push({
      node,
      scope: this.scope,
      write,
      early: this.early,
      member: undefined,
    });
    return node;
  }

  /** A name that is known to stand for a variable. */
  nameOf(variable: Variable, position: number): Name {
    return {
      kind: 'Name',
      position,
      assigns: false,
      name: variable.name,
      variable,
      check: false,
    };
  }

  /** Only the top levels of modules and namespaces export. */
  checkExport(node: ts.Node | number): void {
    const { kind } = this.scope;
    if (kind !== 'module' && !(this.namespace !== undefined && kind === 'block')) {
      this.syntaxError(node, "Unexpected token 'export'");
    }
  }

  /** Exports a declaration: from the module, or from the namespace around it. */
  exportDeclared(name: string, variable: Variable, position: number): void {
    const { namespace } = this;
    this.checkExport(position);
    if (namespace === undefined) {
      variable.exported = true;
      this.moduleExports.push({ name, variable });
      return;
    }
    const value = this.refer(variable.name, position);
    const object = this.refer(namespace.name, position);
    const target: Member = {
      kind: 'Member',
      position,
      assigns: false,
      object,
      name,
      optional: false,
    };
    const expression: Expression = { kind: 'Assign', position, assigns: false, target, value };
    this.following.push({ kind: 'Expression', position, expression });
  }

  /** Declares a name in the current scope; reports when the scope has it already. */
  declare(name: string, kind: VariableKind, node: ts.Node, initialisedAt: number): Variable {
    if (kind === 'var') return this.declareVar(name, node);
    const { scope } = this;
    const present = scope.variables.get(name);
    const parameters = scope.parent;
    const clashesWithParameter =
      kind !== 'function' &&
      scope.kind === 'body' &&
      parameters?.kind === 'parameters' &&
      parameters.variables.has(name);
    if (clashesWithParameter || scope.varsThrough?.has(name)) this.redeclared(name, node);
    if (present !== undefined) {
      const replaces =
        kind === 'function' &&
        scope.kind === 'body' &&
        (present.kind === 'function' || present.kind === 'var' || present.kind === 'parameter');
      if (!replaces) {
        this.redeclared(name, node);
      } else if (present.kind !== 'function') {
        // A function of the same name as a parameter or var: its value from the start.
        present.assigned = true;
        present.values.push('unknown');
        return present;
      }
      return present;
    }
    const variable = scope.add(name, kind, initialisedAt);
    if (scope.kind === 'switch' && kind !== 'function') variable.certainUntil = this.clauseEnd;
    return variable;
  }

  private declareVar(name: string, node: ts.Node): Variable {
    let { scope } = this;
    for (;;) {
      const present = scope.variables.get(name);
      if (present !== undefined) {
        const { kind } = present;
        if (scope.holdsVars && (kind === 'var' || kind === 'parameter' || isVarLike(present))) {
          return present;
        }
        this.redeclared(name, node);
        return present;
      }
      if (scope.holdsVars) break;
      scope.varsThrough ??= new Set();
      scope.varsThrough.add(name);
      scope = scope.parent as Scope;
    }
    const parameters = scope.parent;
    if (parameters?.kind === 'parameters' && scope.kind === 'body') {
      const parameter = parameters.variables.get(name);
      if (parameter !== undefined) {
        // Closures in the parameters keep seeing the parameter.
        const variable = scope.add(name, 'var', 0);
        variable.copies = parameter;
        variable.assigned = true;
        return variable;
      }
    }
    return scope.add(name, 'var', 0);
  }

  redeclared(name: string, node: ts.Node): void {
    this.syntaxError(node, `Identifier '${name}' has already been declared`);
  }
}

/** A function declaration at the top of a function behaves like a `var`. */
const isVarLike = (variable: Variable): boolean =>
  variable.kind === 'function' && variable.scope.kind === 'body';

/** `undefined` as an expression. */
export function undefinedAt(position: number): Expression {
  return { kind: 'Special', position, assigns: false, value: 0 };
}
