/**
 * How far a module's top-level code runs without calling any function of the program.
 *
 * No function can have been called before the end of that prefix, so inside functions its variables need no check
 * for initialisation.
 */
import type { TypeScript, ts } from '../typescript';

/** Position up to which no function of the program can have been called. */
export function quietPrefix(typescript: TypeScript, tree: ts.SourceFile): number {
  const judge = new Quietness(typescript);
  let end = 0;
  for (const statement of tree.statements) {
    if (!judge.statement(statement)) break;
    end = statement.end;
  }
  return end;
}

/** Constructors of the library that call nothing when they are given nothing. */
const QUIET_CONSTRUCTORS = new Set(['Map', 'Set', 'Array', 'Object', 'WeakMap', 'WeakSet']);

/** Does the operator only compute, so that primitive operands give a primitive? */
function isPlainOperator({ SyntaxKind }: TypeScript, kind: ts.SyntaxKind): boolean {
  const isAssignment = kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
  return !isAssignment && kind !== SyntaxKind.InKeyword && kind !== SyntaxKind.InstanceOfKeyword;
}

class Quietness {
  /** Names that hold primitive values for certain. */
  private readonly primitives = new Set<string>();
  /** Names of classes that were made. */
  private readonly classes = new Set<string>();
  /** Names the module declares, which may hide those of the library. */
  private readonly declared = new Set<string>();

  constructor(private readonly ts: TypeScript) {}

  statement(node: ts.Statement): boolean {
    const { ts } = this;
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      if (node.name) this.declared.add(node.name.text);
    }
    if (
      ts.isFunctionDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isEmptyStatement(node)
    ) {
      return true;
    }
    if (ts.isClassDeclaration(node)) {
      const isQuiet = this.class(node);
      if (isQuiet && node.name) this.classes.add(node.name.text);
      return isQuiet;
    }
    if (ts.isEnumDeclaration(node)) return node.members.every((member) => this.enumMember(member));
    if (ts.isExpressionStatement(node)) return ts.isStringLiteral(node.expression);
    if (!ts.isVariableStatement(node)) return false;
    return node.declarationList.declarations.every((declaration) => this.declaration(declaration));
  }

  /** The expression inside parentheses and assertions. */
  private bare(outer: ts.Expression): ts.Expression {
    const { ts } = this;
    let node = outer;
    while (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node)
    ) {
      node = node.expression;
    }
    return node;
  }

  private enumMember({ initializer }: ts.EnumMember): boolean {
    return initializer === undefined || this.primitive(initializer);
  }

  private declaration({ name, initializer }: ts.VariableDeclaration): boolean {
    const { ts } = this;
    if (!ts.isIdentifier(name)) return false;
    this.declared.add(name.text);
    if (initializer === undefined) return true;
    if (this.primitive(initializer)) {
      this.primitives.add(name.text);
      return true;
    }
    return this.value(initializer);
  }

  /** Does it come to a primitive value without calling anything? */
  private primitive(outer: ts.Expression): boolean {
    const { ts } = this;
    const node = this.bare(outer);
    const { SyntaxKind } = ts;
    switch (node.kind) {
      case SyntaxKind.NumericLiteral:
      case SyntaxKind.StringLiteral:
      case SyntaxKind.NoSubstitutionTemplateLiteral:
      case SyntaxKind.TrueKeyword:
      case SyntaxKind.FalseKeyword:
      case SyntaxKind.NullKeyword:
        return true;
      default:
    }
    if (ts.isIdentifier(node)) return node.text === 'undefined' || this.primitives.has(node.text);
    if (ts.isPropertyAccessExpression(node)) return this.isConstantOfLibrary(node);
    if (ts.isPrefixUnaryExpression(node)) {
      const isUpdate =
        node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken;
      return !isUpdate && this.primitive(node.operand);
    }
    if (ts.isBinaryExpression(node)) {
      // The left spine of a long chain is walked, not recursed into.
      let left: ts.Expression = node;
      while (ts.isBinaryExpression(left)) {
        if (!isPlainOperator(ts, left.operatorToken.kind) || !this.primitive(left.right))
          return false;
        left = left.left;
      }
      return this.primitive(left);
    }
    return false;
  }

  /** Math.PI, Number.MAX_VALUE: such properties cannot be changed. */
  private isConstantOfLibrary({ expression, name }: ts.PropertyAccessExpression): boolean {
    if (!this.ts.isIdentifier(expression) || this.declared.has(expression.text)) return false;
    return (
      (expression.text === 'Math' || expression.text === 'Number') &&
      /^[A-Z][A-Z0-9_]*$/.test(name.text)
    );
  }

  /** Does evaluating it call nothing? */
  private value(outer: ts.Expression): boolean {
    const { ts } = this;
    const node = this.bare(outer);
    if (this.primitive(node)) return true;
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
    if (ts.isClassExpression(node)) return this.class(node);
    if (ts.isArrayLiteralExpression(node)) {
      return node.elements.every(
        (element) => ts.isOmittedExpression(element) || this.value(element),
      );
    }
    if (ts.isObjectLiteralExpression(node)) {
      return node.properties.every(
        (property) =>
          (ts.isPropertyAssignment(property) &&
            !ts.isComputedPropertyName(property.name) &&
            this.value(property.initializer)) ||
          (ts.isMethodDeclaration(property) && !ts.isComputedPropertyName(property.name)),
      );
    }
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
      const { text } = node.expression;
      return (
        QUIET_CONSTRUCTORS.has(text) &&
        !this.declared.has(text) &&
        !(node.arguments && node.arguments.length > 0)
      );
    }
    return false;
  }

  private class(node: ts.ClassLikeDeclaration): boolean {
    const { ts } = this;
    const heritage = node.heritageClauses?.find(
      (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword,
    );
    if (heritage !== undefined) {
      // A class made before has a `prototype` that is no accessor.
      const [superclass] = heritage.types;
      if (superclass === undefined) return false;
      const { expression } = superclass;
      const isKnown =
        ts.isIdentifier(expression) &&
        (this.classes.has(expression.text) ||
          (expression.text.endsWith('Error') && !this.declared.has(expression.text)));
      if (!isKnown) return false;
    }
    return node.members.every((member) => {
      if (member.name && ts.isComputedPropertyName(member.name)) return false;
      if (ts.isClassStaticBlockDeclaration(member)) return false;
      if (!ts.isPropertyDeclaration(member)) return true;
      const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
      return !isStatic || member.initializer === undefined || this.value(member.initializer);
    });
  }
}
