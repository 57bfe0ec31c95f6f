/** Modules: imports, exports, and the conversion of a whole file. */
import type { DiagnosticList, SourceText } from '../diagnostics';
import { resolveReferences, Scope, type Variable } from '../scope';
import { FunctionNode, type ModuleNode, type Name, type Statement } from '../syntax';
import type { TypeScript, ts } from '../typescript';
import { Converter, type ConvertOptions } from './converter';
import type { ModuleTables } from './module-tables';
import { quietPrefix } from './quiet';

/** Builtin and other names that no module declares are left to the emitter. */
export interface ConvertedModule {
  module: ModuleNode;
  /** Names used that the file does not declare, with a place for each; `write` when it is assigned to. */
  globals: Map<string, { position: number; write: boolean }>;
}

export interface ModuleConvertOptions extends ConvertOptions {
  /** May other modules call functions of this one before its own code has run (a cycle of imports)? */
  mayBeCyclic: boolean;
  /** Has the module behind a specifier certainly run before this one begins? */
  isInitialised(specifier: string): boolean;
}

/** Variables that only the top-level code uses live in registers, up to this many. */
const MAX_TOP_LEVEL_REGISTERS = 250;

/** Converts a parsed file and resolves all of its names. */
export function convertModule(
  typescript: TypeScript,
  tree: ts.SourceFile,
  source: SourceText,
  diagnostics: DiagnosticList,
  options: ModuleConvertOptions,
): ConvertedModule {
  const c = new Converter(typescript, source, diagnostics, options, options.isInitialised);
  const node = new FunctionNode('module', undefined, 0);
  const scope = new Scope('module', undefined, node, 0);
  node.parameterScope = scope;
  node.bodyScope = scope;
  c.function = node;
  c.scope = scope;
  c.moduleScope = scope;
  const { tables } = c;
  node.body = c.statements(tree.statements);
  scope.spills = scope.variables.size > MAX_TOP_LEVEL_REGISTERS;
  const quietUntil = options.mayBeCyclic ? 0 : quietPrefix(typescript, tree);
  const globals: ConvertedModule['globals'] = new Map();
  resolveReferences(c.references, {
    namespaces: tables.namespaces,
    quietUntil,
    captured: c.captured,
    unresolved({ node: name, write, called, member }) {
      if (name.name === 'arguments') {
        c.report(name.position, 'UNSUPPORTED', 'arguments is not supported; use a rest parameter');
        return;
      }
      if (called && member === undefined)
        c.report(name.position, 'UNSUPPORTED', 'Function from text is not supported');
      const known = globals.get(name.name);
      if (known === undefined || (write !== undefined && !known.write)) {
        globals.set(name.name, { position: name.position, write: write !== undefined });
      }
    },
    namespaceAsValue({ node: name }, variable) {
      if (!c.namespaceValues.has(variable)) c.namespaceValues.set(variable, name.position);
    },
  });
  return { module: finish(c, node), globals };
}

function finish(c: Converter, node: FunctionNode): ModuleNode {
  const { tables } = c;
  const exports = [...c.moduleExports];
  const typeNames = new Set<string>();
  for (const { local, exported, node: place } of tables.pendingExports) {
    const variable = c.moduleScope.variables.get(local);
    if (variable !== undefined) {
      if (variable.kind === 'namespace' && !c.namespaceValues.has(variable)) {
        c.namespaceValues.set(variable, place.pos);
      }
      variable.exported = true;
      variable.used = true;
      exports.push({ name: exported, variable });
    } else if (c.typeNames.has(local)) typeNames.add(exported);
    else c.syntaxError(place, `Export '${local}' is not defined in module`);
  }
  for (const name of c.exportedTypes) typeNames.add(name);
  reportDuplicates(c, exports, tables);
  const imports = tables.imports.filter(({ variable }) => variable.used);
  const usedSpecifiers = new Set(imports.map(({ specifier }) => specifier));
  for (const variable of c.namespaceValues.keys()) {
    usedSpecifiers.add(tables.namespaces.get(variable)!.specifier);
  }
  const requests = new Set<string>();
  for (const { specifier, always } of tables.requests) {
    if (always || usedSpecifiers.has(specifier)) requests.add(specifier);
  }
  return {
    function: node,
    imports,
    missing: [],
    hostImports: tables.hostImports.filter(({ variable }) => variable.used),
    exports,
    reexports: tables.reexports,
    stars: tables.stars,
    requests: [...requests],
    typeNames,
    namespaceImports: [...c.namespaceValues].map(([variable, position]) => ({
      specifier: tables.namespaces.get(variable)!.specifier,
      variable,
      position,
    })),
    namespaceObject: undefined,
  };
}

function reportDuplicates(
  c: Converter,
  exports: readonly { name: string }[],
  { reexports }: ModuleTables,
): void {
  const seen = new Set<string>();
  for (const name of [...exports.map((e) => e.name), ...reexports.map((e) => e.exported)]) {
    if (seen.has(name)) c.syntaxError(0, `Duplicate export of '${name}'`);
    seen.add(name);
  }
}

const HOST = 'host:';

/** Imports of modules that have run are as good as initialised from the start. */
function initialisedAt(c: Converter, specifier: string): number {
  return specifier.startsWith(HOST) || c.isInitialised(specifier) ? 0 : Number.POSITIVE_INFINITY;
}

/** The text of a module specifier; reports the kinds that are not supported. */
function specifierOf(
  c: Converter,
  node: ts.ImportDeclaration | ts.ExportDeclaration,
): string | undefined {
  const { moduleSpecifier, attributes } = node;
  if (attributes !== undefined) c.unsupported(attributes, 'import attributes');
  if (moduleSpecifier === undefined) return undefined;
  if (!c.ts.isStringLiteral(moduleSpecifier)) {
    c.syntaxError(moduleSpecifier, 'A module is named by a string');
    return undefined;
  }
  const specifier = moduleSpecifier.text;
  if (/^(raya|node):/.test(specifier)) {
    c.report(moduleSpecifier, 'UNSUPPORTED', `the module '${specifier}' is not supported`);
    return undefined;
  }
  return specifier;
}

export function convertImport(c: Converter, node: ts.ImportDeclaration): undefined {
  if (c.scope.kind !== 'module') {
    c.syntaxError(node, 'Import declarations are allowed at the top level only');
    return undefined;
  }
  const { importClause } = node;
  if (importClause?.isTypeOnly) {
    declareTypes(c, importClause);
    return undefined;
  }
  const specifier = specifierOf(c, node);
  if (specifier === undefined) return undefined;
  const { tables } = c;
  const isHost = specifier.startsWith(HOST);
  if (!isHost) tables.requests.push({ specifier, always: importClause === undefined });
  if (importClause === undefined) return undefined;
  if (importClause.phaseModifier !== undefined) c.unsupported(node, 'import phase');
  const bindName = (local: ts.Identifier, name: string): void => {
    const variable = c.declare(local.text, 'import', local, initialisedAt(c, specifier));
    const position = local.pos;
    if (isHost)
      tables.hostImports.push({ namespace: specifier.slice(HOST.length), name, variable });
    else tables.imports.push({ specifier, name, variable, position, isMember: false });
  };
  if (importClause.name) bindName(importClause.name, 'default');
  const { namedBindings } = importClause;
  if (namedBindings === undefined) return undefined;
  if (c.ts.isNamespaceImport(namedBindings)) {
    bindNamespace(c, namedBindings.name, specifier, isHost);
    return undefined;
  }
  for (const element of namedBindings.elements) {
    if (element.isTypeOnly) c.typeNames.add(element.name.text);
    else bindName(element.name, (element.propertyName ?? element.name).text);
  }
  return undefined;
}

function declareTypes(c: Converter, clause: ts.ImportClause): void {
  if (clause.name) c.typeNames.add(clause.name.text);
  const { namedBindings } = clause;
  if (namedBindings === undefined) return;
  if (c.ts.isNamespaceImport(namedBindings)) c.typeNames.add(namedBindings.name.text);
  else for (const element of namedBindings.elements) c.typeNames.add(element.name.text);
}

/** `import * as ns`: every `ns.name` will be a binding of its own. */
function bindNamespace(
  c: Converter,
  local: ts.Identifier,
  specifier: string,
  isHost: boolean,
): void {
  const { tables } = c;
  const namespace = c.declare(local.text, 'namespace', local, 0);
  const made = new Map<string, Variable>();
  tables.namespaces.set(namespace, {
    specifier,
    variableFor(name) {
      let variable = made.get(name);
      if (variable === undefined) {
        variable = c.moduleScope.add(
          `${local.text}.${name}`,
          'import',
          initialisedAt(c, specifier),
        );
        made.set(name, variable);
        const position = local.pos;
        if (isHost)
          tables.hostImports.push({ namespace: specifier.slice(HOST.length), name, variable });
        else tables.imports.push({ specifier, name, variable, position, isMember: true });
      }
      return variable;
    },
  });
}

export function convertExport(c: Converter, node: ts.ExportDeclaration): undefined {
  const { exportClause, moduleSpecifier } = node;
  const { tables } = c;
  if (c.scope.kind !== 'module') {
    c.syntaxError(node, 'Export declarations are allowed at the top level only');
    return undefined;
  }
  if (exportClause && !c.ts.isNamedExports(exportClause)) {
    if (!node.isTypeOnly) exportNamespace(c, node, exportClause.name.text);
    return undefined;
  }
  if (node.isTypeOnly) {
    for (const element of exportClause?.elements ?? []) c.exportedTypes.push(element.name.text);
    return undefined;
  }
  if (moduleSpecifier === undefined) {
    for (const element of exportClause?.elements ?? []) {
      if (element.isTypeOnly) c.exportedTypes.push(element.name.text);
      else {
        const local = (element.propertyName ?? element.name).text;
        tables.pendingExports.push({ local, exported: element.name.text, node: element });
      }
    }
    return undefined;
  }
  const specifier = specifierOf(c, node);
  if (specifier === undefined) return undefined;
  if (specifier.startsWith(HOST)) {
    c.unsupported(node, 'export from a host: module');
    return undefined;
  }
  tables.requests.push({ specifier, always: true });
  if (exportClause === undefined) {
    tables.stars.push(specifier);
    return undefined;
  }
  for (const element of exportClause.elements) {
    if (element.isTypeOnly) c.exportedTypes.push(element.name.text);
    else {
      const name = (element.propertyName ?? element.name).text;
      tables.reexports.push({
        specifier,
        name,
        exported: element.name.text,
        position: element.pos,
      });
    }
  }
  return undefined;
}

/** `export * as ns from`: an import of the namespace that is exported. */
function exportNamespace(c: Converter, node: ts.ExportDeclaration, name: string): void {
  const specifier = specifierOf(c, node);
  if (specifier === undefined) return;
  c.tables.requests.push({ specifier, always: true });
  const variable = c.moduleScope.add(`*${name}*`, 'namespace', 0);
  c.tables.namespaces.set(variable, {
    specifier,
    variableFor: () => variable,
  });
  c.tables.pendingExports.push({ local: variable.name, exported: name, node });
}

export function convertExportAssignment(
  c: Converter,
  node: ts.ExportAssignment,
): Statement | undefined {
  if (node.isExportEquals) {
    c.unsupported(node, 'export =');
    return undefined;
  }
  const value = c.expression(node.expression, 'default');
  if (value.kind === 'Name' && c.typeNames.has(value.name)) {
    c.references.pop();
    c.exportedTypes.push('default');
    return undefined;
  }
  const variable = c.moduleScope.add('*default*', 'const', node.end);
  variable.exported = true;
  variable.values.push(value);
  c.moduleExports.push({ name: 'default', variable });
  const target: Name = {
    kind: 'Name',
    position: node.pos,
    assigns: false,
    name: 'default',
    variable,
    check: false,
  };
  return { kind: 'DefaultExport', position: node.pos, target, value };
}
