/** Which function converts which kind of TypeScript node. */
import type { TypeScript } from '../typescript';
import * as classes from './classes';
import type { ExpressionHandler, StatementHandler } from './converter';
import * as expressions from './expressions';
import * as functions from './functions';
import * as literals from './literals';
import * as loops from './loops';
import * as modules from './modules';
import * as operators from './operators';
import * as statements from './statements';

export interface Handlers {
  expressions: (ExpressionHandler | undefined)[];
  statements: (StatementHandler | undefined)[];
  /** Kinds that mean what their `expression` means. */
  transparent: boolean[];
}

let tables: Handlers | undefined;

/** The tables, made once. */
export function handlersOf(ts: TypeScript): Handlers {
  tables ??= makeTables(ts);
  return tables;
}

function makeTables({ SyntaxKind: Kind }: TypeScript): Handlers {
  const table: Handlers = { expressions: [], statements: [], transparent: [] };
  for (let kind = 0; kind < Kind.Count; kind++) {
    table.expressions.push(undefined);
    table.statements.push(undefined);
    table.transparent.push(false);
  }
  for (const kind of [
    Kind.ParenthesizedExpression,
    Kind.AsExpression,
    Kind.SatisfiesExpression,
    Kind.NonNullExpression,
    Kind.TypeAssertionExpression,
    Kind.ExpressionWithTypeArguments,
    Kind.PartiallyEmittedExpression,
  ]) {
    table.transparent[kind] = true;
  }
  const expression = (kind: number, handler: ExpressionHandler): void => {
    table.expressions[kind] = handler;
  };
  expression(Kind.NumericLiteral, literals.convertNumber);
  expression(Kind.StringLiteral, literals.convertString);
  expression(Kind.NoSubstitutionTemplateLiteral, literals.convertPlainTemplate);
  expression(Kind.TemplateExpression, literals.convertTemplate);
  expression(Kind.TaggedTemplateExpression, literals.convertTaggedTemplate);
  expression(Kind.TrueKeyword, literals.convertTrue);
  expression(Kind.FalseKeyword, literals.convertFalse);
  expression(Kind.NullKeyword, literals.convertNull);
  expression(Kind.ArrayLiteralExpression, literals.convertArray);
  expression(Kind.ObjectLiteralExpression, literals.convertObject);
  expression(Kind.BigIntLiteral, literals.refuseBigInt);
  expression(Kind.RegularExpressionLiteral, literals.refuseRegExp);
  expression(Kind.Identifier, expressions.convertIdentifier);
  expression(Kind.ThisKeyword, expressions.convertThis);
  expression(Kind.PropertyAccessExpression, expressions.convertMember);
  expression(Kind.ElementAccessExpression, expressions.convertElement);
  expression(Kind.CallExpression, expressions.convertCall);
  expression(Kind.NewExpression, expressions.convertNew);
  expression(Kind.MetaProperty, expressions.convertMetaProperty);
  expression(Kind.AwaitExpression, expressions.convertAwait);
  expression(Kind.ConditionalExpression, operators.convertConditional);
  expression(Kind.BinaryExpression, operators.convertBinary);
  expression(Kind.PrefixUnaryExpression, operators.convertPrefix);
  expression(Kind.PostfixUnaryExpression, operators.convertPostfix);
  expression(Kind.TypeOfExpression, operators.convertTypeof);
  expression(Kind.VoidExpression, operators.convertVoid);
  expression(Kind.DeleteExpression, operators.convertDelete);
  expression(Kind.FunctionExpression, functions.convertFunctionExpression);
  expression(Kind.ArrowFunction, functions.convertArrow);
  expression(Kind.ClassExpression, classes.convertClassExpression);

  const statement = (kind: number, handler: StatementHandler): void => {
    table.statements[kind] = handler;
  };
  statement(Kind.Block, statements.convertBlock);
  statement(Kind.EmptyStatement, statements.erase);
  statement(Kind.ExpressionStatement, statements.convertExpressionStatement);
  statement(Kind.VariableStatement, statements.convertVariableStatement);
  statement(Kind.IfStatement, statements.convertIf);
  statement(Kind.ReturnStatement, statements.convertReturn);
  statement(Kind.ThrowStatement, statements.convertThrow);
  statement(Kind.TryStatement, statements.convertTry);
  statement(Kind.SwitchStatement, statements.convertSwitch);
  statement(Kind.LabeledStatement, statements.convertLabelled);
  statement(Kind.BreakStatement, statements.convertBreak);
  statement(Kind.ContinueStatement, statements.convertContinue);
  statement(Kind.DebuggerStatement, statements.erase);
  statement(Kind.WhileStatement, loops.convertWhile);
  statement(Kind.DoStatement, loops.convertDoWhile);
  statement(Kind.ForStatement, loops.convertFor);
  statement(Kind.ForInStatement, loops.convertForIn);
  statement(Kind.ForOfStatement, loops.convertForOf);
  statement(Kind.FunctionDeclaration, functions.convertFunctionDeclaration);
  statement(Kind.ClassDeclaration, classes.convertClassDeclaration);
  statement(Kind.EnumDeclaration, statements.convertEnum);
  statement(Kind.InterfaceDeclaration, statements.convertTypeDeclaration);
  statement(Kind.TypeAliasDeclaration, statements.convertTypeDeclaration);
  statement(Kind.ModuleDeclaration, statements.convertNamespace);
  statement(Kind.ImportDeclaration, modules.convertImport);
  statement(Kind.ExportDeclaration, modules.convertExport);
  statement(Kind.ExportAssignment, modules.convertExportAssignment);
  return table;
}
