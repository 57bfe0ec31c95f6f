/** The tables of a unit under construction: strings, constants, key lists and the rest, each entry once. */
import type {
  Unit,
  UnitConstant,
  UnitFunction,
  UnitGlobal,
  UnitImport,
  UnitModule,
} from '../../bytecode/unit';

export class UnitBuilder {
  private readonly strings: string[] = [];
  private readonly stringIndices = new Map<string, number>();
  private readonly constants: UnitConstant[] = [];
  private readonly constantIndices = new Map<number | string, number>();
  /** Index of the constant -0, which no Map tells from 0. */
  private minusZero = -1;
  private readonly literals: number[][] = [];
  private readonly literalIndices = new Map<string, number>();
  private readonly builtins: number[] = [];
  private readonly builtinIndices = new Map<string, number>();
  private readonly imports: UnitImport[] = [];
  private readonly importIndices = new Map<string, number>();
  readonly functions: (UnitFunction | undefined)[] = [];
  readonly globals: UnitGlobal[] = [];
  readonly modules: UnitModule[] = [];
  private caches = 0;

  constructor(private readonly library: boolean) {}

  string(text: string): number {
    let index = this.stringIndices.get(text);
    if (index === undefined) {
      index = this.strings.push(text) - 1;
      this.stringIndices.set(text, index);
    }
    return index;
  }

  numberConstant(number: number): number {
    if (Object.is(number, -0)) {
      if (this.minusZero < 0) this.minusZero = this.constants.push({ number }) - 1;
      return this.minusZero;
    }
    let index = this.constantIndices.get(number);
    if (index === undefined) {
      index = this.constants.push({ number }) - 1;
      this.constantIndices.set(number, index);
    }
    return index;
  }

  stringConstant(text: string): number {
    let index = this.constantIndices.get(text);
    if (index === undefined) {
      index = this.constants.push({ string: this.string(text) }) - 1;
      this.constantIndices.set(text, index);
    }
    return index;
  }

  /** A list of property names, all different. */
  literal(names: readonly string[]): number {
    const keys = names.map((name) => this.string(name));
    const identity = keys.join();
    let index = this.literalIndices.get(identity);
    if (index === undefined) {
      index = this.literals.push(keys) - 1;
      this.literalIndices.set(identity, index);
    }
    return index;
  }

  builtin(name: string): number {
    let index = this.builtinIndices.get(name);
    if (index === undefined) {
      index = this.builtins.push(this.string(name)) - 1;
      this.builtinIndices.set(name, index);
    }
    return index;
  }

  import(namespace: string, name: string): number {
    const identity = `${namespace}:${name}`;
    let index = this.importIndices.get(identity);
    if (index === undefined) {
      index = this.imports.push({ namespace: this.string(namespace), name: this.string(name) }) - 1;
      this.importIndices.set(identity, index);
    }
    return index;
  }

  /** A new inline-cache site. */
  cache(): number {
    return this.caches++;
  }

  /** A number for a function that will be filled in later. */
  reserveFunction(): number {
    return this.functions.push(undefined) - 1;
  }

  /** What `restore` needs to undo the emission of a function. */
  mark(): { functions: number; caches: number } {
    return { functions: this.functions.length, caches: this.caches };
  }

  /** Forgets the functions and cache sites made since the mark; strings and constants may stay. */
  restore({ functions, caches }: { functions: number; caches: number }): void {
    this.functions.length = functions;
    this.caches = caches;
  }

  finish(entry: number): Unit {
    const { library, strings, constants, literals, builtins, imports, globals, modules, caches } =
      this;
    const functions = this.functions.filter((made) => made !== undefined);
    return {
      library,
      strings,
      constants,
      functions,
      literals,
      builtins,
      imports,
      globals,
      modules,
      entry,
      caches,
    };
  }
}
