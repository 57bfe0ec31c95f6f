/** From sources to a unit: limits, parser, conversion, checks across modules, emission. */
import { normaliseModuleName, resolveSpecifier } from '../bytecode/module-names';
import type { Unit } from '../bytecode/unit';
import { type ConvertedModule, convertModule } from './convert/modules';
import { CompileError, DiagnosticList, SourceText } from './diagnostics';
import { type EmittedModule, emitUnit } from './emit/modules';
import { builtinGlobals, refusedGlobals } from './globals';
import { reachLibraryFunctions } from './library-functions';
import { checkDepth, checkText, innermostBracket, type SourceLimits } from './limits';
import { Scope, type Variable } from './scope';
import { FunctionNode, type ModuleNode, type Name, type NamespaceObject } from './syntax';
import { type ParsedFile, ParserFailure, parse, typescript } from './typescript';

export interface UnitOptions extends SourceLimits {
  /** Trusted library source: may call natives, and is hidden from stacks. */
  library?: boolean;
  /** Natives by name, for library source. */
  natives?: ReadonlyMap<string, number>;
  /** Reports names that nothing declares; else they are ReferenceErrors at run time. The type checker finds more. */
  refuseUnknownNames?: boolean;
  /** Looks at the parsed files before they are converted (the type checker). */
  inspect?(files: readonly ParsedModule[], diagnostics: DiagnosticList): void;
}

/** A file that was parsed. */
export interface ParsedModule extends ParsedFile {
  name: string;
  source: SourceText;
}

const builtinNames: ReadonlySet<string> = new Set(builtinGlobals);

/**
 * Compiles modules into one unit.
 * @throws CompileError
 */
export function compileModules(
  modules: Readonly<Record<string, string>>,
  entry: string,
  options: UnitOptions = {},
): Unit {
  const diagnostics = new DiagnosticList();
  try {
    return compileInto(diagnostics, modules, entry, options);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    // The limits leave room on every stack of usual size; on a smaller one this is where it ends.
    const [name, text] = Object.entries(modules)[0];
    diagnostics.add(new SourceText(name, text), 0, 'LIMIT', TOO_DEEP);
    throw new CompileError(diagnostics.items);
  }
}

const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && /call stack/.test(error.message);

function compileInto(
  diagnostics: DiagnosticList,
  modules: Readonly<Record<string, string>>,
  entry: string,
  options: UnitOptions,
): Unit {
  const files = parseAll(modules, options, diagnostics);
  diagnostics.throwIfAny();
  const entryIndex = files.findIndex(
    ({ name }) => normaliseModuleName(name) === normaliseModuleName(entry),
  );
  if (entryIndex < 0) throw new RangeError(`entry: there is no module '${entry}'`);
  options.inspect?.(files, diagnostics);
  diagnostics.throwIfAny();
  const graph = new Graph(files);
  const converted = files.map((file, index) => {
    const result = convertModule(typescript(), file.tree, file.source, diagnostics, {
      ...(options.library ? { natives: options.natives ?? new Map() } : {}),
      mayBeCyclic: graph.mayBeCyclic(index),
      isInitialised: (specifier) => graph.isInitialised(index, specifier),
    });
    checkNames(result, file.source, diagnostics, options);
    return result;
  });
  const emitted = files.map(
    ({ name, source }, index): EmittedModule => ({
      name,
      source,
      module: converted[index].module,
      cycle: options.library ? [] : graph.cycleOf(index),
    }),
  );
  graph.dropTypes(emitted);
  graph.checkImports(emitted, diagnostics);
  graph.linkConstants(emitted);
  graph.makeNamespaces(emitted, diagnostics);
  diagnostics.throwIfAny();
  const unit = emitUnit(emitted, {
    library: options.library ?? false,
    entry: entryIndex,
    isBuiltin: (name) => builtinNames.has(name),
    tooLarge(source, node, what) {
      const name = node.name === '' ? 'this function' : `function '${node.name}'`;
      diagnostics.add(source, node.position, 'LIMIT', `${name} has too many ${what}`);
    },
  });
  diagnostics.throwIfAny();
  if (options.library) reachLibraryFunctions(unit);
  return unit;
}

/** Compiles modules that belong together, the first of them the entry. For the build of the guest library. */
export function compileUnit(
  modules: Readonly<Record<string, string>>,
  options: Pick<UnitOptions, 'library' | 'natives'> = {},
): Unit {
  return compileModules(modules, Object.keys(modules)[0], { ...options, refuseUnknownNames: true });
}

const TOO_DEEP = 'The source is nested too deeply';

function parseAll(
  modules: Readonly<Record<string, string>>,
  options: UnitOptions,
  diagnostics: DiagnosticList,
): ParsedModule[] {
  const ts = typescript();
  return Object.entries(modules).map(([name, text]) => {
    const source = new SourceText(name, text);
    const nothing = () => ({ name, source, ...parse('') });
    if (!checkText(source, options, diagnostics)) return nothing();
    let file: ParsedFile;
    try {
      file = parse(text);
    } catch (error) {
      if (!(error instanceof ParserFailure)) throw error;
      diagnostics.add(source, innermostBracket(text), 'LIMIT', error.message);
      return nothing();
    }
    if (!checkDepth(ts, file.tree, source, options, diagnostics)) return nothing();
    for (const problem of file.problems) {
      if (diagnostics.isFull) break;
      const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
      diagnostics.add(source, problem.start, `TS${problem.code}`, `syntax error: ${message}`);
    }
    return { name, source, ...file };
  });
}

function checkNames(
  { globals }: ConvertedModule,
  source: SourceText,
  diagnostics: DiagnosticList,
  options: UnitOptions,
): void {
  for (const [name, { position, write }] of globals) {
    const refused = refusedGlobals.get(name);
    if (refused !== undefined) {
      diagnostics.add(source, position, 'UNSUPPORTED', `${refused} is not supported`);
    } else if (name === 'this' || name === 'undefined' || name === 'NaN' || name === 'Infinity') {
      if (write) diagnostics.add(source, position, 'SYNTAX', `Cannot assign to '${name}'`);
    } else if (builtinNames.has(name)) {
      if (write) {
        const message = `assigning to the builtin '${name}' is not supported`;
        diagnostics.add(source, position, 'UNSUPPORTED', message);
      }
    } else if (options.refuseUnknownNames) {
      diagnostics.add(source, position, 'NO_NAME', `Cannot find name '${name}'`);
    }
  }
}

/** Which module imports which, as far as they are compiled together. */
class Graph {
  private readonly byName = new Map<string, number>();
  /** For each module its specifiers; those of modules elsewhere are -1. */
  private readonly requests: Map<string, number>[];
  /** Modules that each module reaches through imports; -1 in it: modules elsewhere. */
  private readonly reached: Set<number>[];

  constructor(files: readonly ParsedModule[]) {
    for (const [index, { name }] of files.entries()) {
      this.byName.set(normaliseModuleName(name), index);
    }
    this.requests = files.map((file) => {
      const targets = new Map<string, number>();
      for (const specifier of specifiersOf(file))
        targets.set(specifier, this.target(file.name, specifier));
      return targets;
    });
    this.reached = files.map((_file, index) => this.reach(index));
  }

  private target(importer: string, specifier: string): number {
    return this.byName.get(resolveSpecifier(importer, specifier)) ?? -1;
  }

  private reach(start: number): Set<number> {
    const reached = new Set<number>();
    const pending = [start];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (index < 0) continue;
      for (const target of this.requests[index].values()) {
        if (reached.has(target)) continue;
        reached.add(target);
        pending.push(target);
      }
    }
    return reached;
  }

  /** Can functions of the module be called before its own code has run? */
  mayBeCyclic(index: number): boolean {
    const reached = this.reached[index];
    return reached.has(index) || reached.has(-1);
  }

  /** Modules that the module reaches and that reach it, itself included; empty when there are none but itself. */
  cycleOf(index: number): number[] {
    const others = [...this.reached[index]].filter(
      (other) => other >= 0 && other !== index && this.reached[other].has(index),
    );
    return others.length === 0 ? [] : [...others, index].sort((a, b) => a - b);
  }

  /** Has the module behind the specifier certainly run to its end before the importer begins? */
  isInitialised(importer: number, specifier: string): boolean {
    const target = this.requests[importer].get(specifier) ?? -1;
    if (target < 0) return false;
    const reached = this.reached[target];
    return !reached.has(-1) && !reached.has(importer) && !reached.has(target);
  }

  /** Removes exports and imports of names that are types. */
  dropTypes(modules: readonly EmittedModule[]): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [index, { module }] of modules.entries()) {
        const isType = (specifier: string, name: string): boolean => {
          const target = this.requests[index].get(specifier) ?? -1;
          return target >= 0 && modules[target].module.typeNames.has(name);
        };
        const typeExports = module.reexports.filter(({ specifier, name }) =>
          isType(specifier, name),
        );
        for (const { exported } of typeExports) module.typeNames.add(exported);
        module.reexports = module.reexports.filter((row) => !typeExports.includes(row));
        const typeImports = module.imports.filter(({ specifier, name }) => isType(specifier, name));
        for (const { variable } of typeImports) {
          for (const row of module.exports)
            if (row.variable === variable) module.typeNames.add(row.name);
          module.exports = module.exports.filter((row) => row.variable !== variable);
        }
        module.imports = module.imports.filter((row) => !typeImports.includes(row));
        if (typeExports.length > 0 || typeImports.length > 0) changed = true;
      }
    }
  }

  /** Reports names that are imported from modules that do not export them. */
  checkImports(modules: readonly EmittedModule[], diagnostics: DiagnosticList): void {
    const names = modules.map((_module, index) => this.exportedNames(modules, index));
    for (const [index, { module, source }] of modules.entries()) {
      const isMissing = (specifier: string, name: string): boolean => {
        const target = this.requests[index].get(specifier) ?? -1;
        const known = target < 0 ? undefined : names[target];
        return known !== undefined && !known.has(name);
      };
      for (const row of module.imports) {
        if (row.isMember && isMissing(row.specifier, row.name)) module.missing.push(row.variable);
      }
      module.imports = module.imports.filter(({ variable }) => !module.missing.includes(variable));
      const check = (specifier: string, name: string, position: number): void => {
        if (!isMissing(specifier, name)) return;
        const message = `The requested module '${specifier}' does not provide an export named '${name}'`;
        diagnostics.add(source, position, 'NO_MODULE', message);
      };
      for (const { specifier, name, position } of module.imports) check(specifier, name, position);
      for (const { specifier, name, position } of module.reexports)
        check(specifier, name, position);
    }
  }

  /** Lets imports of modules that have run for certain stand for the exporter's constants and enums. */
  linkConstants(modules: readonly EmittedModule[]): void {
    const exported = modules.map(
      ({ module }) => new Map(module.exports.map(({ name, variable }) => [name, variable])),
    );
    const pairs: { variable: Variable; source: Variable; initialised: boolean }[] = [];
    for (const [index, { module }] of modules.entries()) {
      const targetOf = (specifier: string) => this.requests[index].get(specifier) ?? -1;
      for (const { specifier, name, variable } of module.imports) {
        const source = exported[targetOf(specifier)]?.get(name);
        if (source === undefined) continue;
        pairs.push({ variable, source, initialised: this.isInitialised(index, specifier) });
      }
      // What is passed on is used by others in ways that are not followed.
      const passedOn = [
        ...module.reexports.map(({ specifier, name }) => exported[targetOf(specifier)]?.get(name)),
        ...[...module.stars, ...module.namespaceImports.map(({ specifier }) => specifier)].flatMap(
          (specifier) => [...(exported[targetOf(specifier)]?.values() ?? [])],
        ),
      ];
      for (const variable of passedOn) if (variable !== undefined) variable.escapes = true;
    }
    for (const { variable, source, initialised } of pairs) {
      if (variable.escapes || variable.exported) source.escapes = true;
      if (initialised) variable.source = source;
    }
  }

  /** Gives every module that is used as an object its namespace object. */
  makeNamespaces(modules: readonly EmittedModule[], diagnostics: DiagnosticList): void {
    for (const [index, { module, source }] of modules.entries()) {
      for (const row of module.namespaceImports) {
        const target = this.requests[index].get(row.specifier) ?? -1;
        const object = target < 0 ? undefined : this.namespaceObject(modules, target);
        if (object !== undefined) row.source = object.variable;
        else {
          const message =
            'a namespace as a value is not supported when its module, or one it exports all of, is compiled apart';
          diagnostics.add(source, row.position, 'UNSUPPORTED', message);
        }
      }
    }
  }

  private namespaceObject(
    modules: readonly EmittedModule[],
    index: number,
  ): NamespaceObject | undefined {
    const { module } = modules[index];
    if (module.namespaceObject !== undefined) return module.namespaceObject;
    const names = this.exportedNames(modules, index);
    if (names === undefined) return undefined;
    const own = new Map(module.exports.map(({ name, variable }) => [name, variable]));
    for (const { specifier, name, exported, position } of module.reexports) {
      own.set(exported, importFor(module, specifier, name, position));
    }
    const members: NamespaceObject['members'] = [];
    for (const name of [...names].sort()) {
      const variable = own.get(name) ?? this.starImport(modules, index, name);
      if (variable !== undefined) members.push({ name, getter: getterOf(module, name, variable) });
    }
    const variable = module.function.parameterScope.hidden('namespace', 0);
    variable.captured = true;
    module.namespaceObject = { variable, members };
    return module.namespaceObject;
  }

  /** The name of a star export as an import; undefined when several modules export it. */
  private starImport(
    modules: readonly EmittedModule[],
    index: number,
    name: string,
  ): Variable | undefined {
    const { module } = modules[index];
    const sources = module.stars.filter((specifier) => {
      const target = this.requests[index].get(specifier) ?? -1;
      return target >= 0 && this.exportedNames(modules, target)?.has(name);
    });
    return sources.length === 1 ? importFor(module, sources[0], name, 0) : undefined;
  }

  /** Undefined when a star export leads out of what is compiled together. */
  private exportedNames(modules: readonly EmittedModule[], start: number): Set<string> | undefined {
    const names = new Set<string>();
    const seen = new Set([start]);
    const pending = [start];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      const { module } = modules[index];
      for (const { name } of module.exports)
        if (index === start || name !== 'default') names.add(name);
      for (const { exported } of module.reexports) {
        if (index === start || exported !== 'default') names.add(exported);
      }
      for (const specifier of module.stars) {
        const target = this.requests[index].get(specifier) ?? -1;
        if (target < 0) return undefined;
        if (!seen.has(target)) {
          seen.add(target);
          pending.push(target);
        }
      }
    }
    return names;
  }
}

/** A variable of the module for a name of another one. */
function importFor(
  module: ModuleNode,
  specifier: string,
  name: string,
  position: number,
): Variable {
  const scope = module.function.parameterScope;
  const variable = scope.hidden(`import ${name}`, 0, 'import');
  module.imports.push({ specifier, name, variable, position, isMember: false });
  return variable;
}

/** A function that gives the value of a module variable, or fails when it has none yet. */
function getterOf(module: ModuleNode, name: string, variable: Variable): FunctionNode {
  const getter = new FunctionNode('getter', module.function, 0);
  getter.name = `get ${name}`;
  getter.parameterScope = new Scope('body', module.function.parameterScope, getter, 0);
  getter.bodyScope = getter.parameterScope;
  variable.captured = true;
  const value: Name = { kind: 'Name', position: 0, assigns: false, name, variable, check: true };
  getter.body = [{ kind: 'Return', position: 0, value }];
  return getter;
}

/** Specifiers of a file's import and export declarations that may be evaluated, `host:` excluded. */
function specifiersOf({ tree }: ParsedModule): string[] {
  const ts = typescript();
  const specifiers: string[] = [];
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
    if (!/^(host|raya|node):/.test(moduleSpecifier.text)) specifiers.push(moduleSpecifier.text);
  }
  return specifiers;
}
