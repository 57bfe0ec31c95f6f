/**
 * Random programs for comparing the compiler with Node: plain JavaScript that always ends, prints what it computes, and
 * exercises what code generation decides: evaluation order, registers, captures, dead zones, jumps out of handlers.
 */

/** A small generator of random numbers with a seed. */
export function randomNumbers(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 4294967296;
  };
}

const PRELUDE = `
let budget = 3000;
const seen = [];
function t(label, value) {
  if (--budget < 0) throw new RangeError('budget');
  seen.push(label);
  return value;
}
function it(values, label) {
  return {
    [Symbol.iterator]() {
      let i = 0;
      return {
        next() {
          t(label + 'n' + i);
          if (values[i] === 'boom') throw new Error(label + ' next');
          return i < values.length ? { done: false, value: values[i++] } : { done: true, value: undefined };
        },
        return() {
          t(label + 'r');
          return {};
        },
      };
    },
  };
}
function show(v) {
  if (typeof v === 'function') return 'fn';
  if (v instanceof Error) return v.name;
  if (Array.isArray(v)) return '[' + v.map(show).join() + ']';
  if (typeof v === 'object' && v !== null) return '{' + Object.keys(v).map((k) => k + ':' + show(v[k])).join() + '}';
  return Object.is(v, -0) ? '-0' : String(v);
}
`;

interface Variable {
  name: string;
  constant: boolean;
}

class Generator {
  private scopes: Variable[][] = [[]];
  private names = 0;
  private labels = 0;
  private depth = 0;
  /** Labels of loops and blocks around, within the current function. */
  private targets: { label: string; loop: boolean }[] = [];
  private inLoop = 0;
  private inSwitch = 0;
  private inFunction = 0;
  /** May `await` stand here? */
  private inAsync: boolean;

  constructor(
    private readonly random: () => number,
    private readonly isAsync: boolean,
  ) {
    this.inAsync = isAsync;
  }

  /** The same statements as top-level code, in part after functions that may be called before. */
  topLevelProgram(): string {
    this.inFunction = 0;
    const body = this.statements(6);
    const names = this.scopes[0].map(({ name }) => name);
    const inner = this.inFunctionBody(() => this.statements(3));
    const late = this.statements(2);
    return `${PRELUDE}
${this.chance(0.5) ? "t('early', probe());" : ''}
${body}
function probe() {
${inner}
return ${this.name()};
}
${this.chance(0.5) ? "t('middle', probe());" : ''}
${late}
export function main() {
  console.log(${names.map((name) => `show(${name})`).join(', ') || "''"});
  console.log(seen.join(' '));
}
`;
  }

  program(): string {
    const body = this.statements(6);
    const used = this.scopes[0].map(({ name }) => name);
    if (this.isAsync) used.push('await null');
    return `${PRELUDE}
export ${this.isAsync ? 'async ' : ''}function main() {
  try {
${body}
    console.log(${used.map((name) => `show(${name})`).join(', ') || "''"});
  } catch (error) {
    console.log('threw', error instanceof Error ? error.name : show(error));
  }
  console.log(seen.join(' '));
}
`;
  }

  private integer(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private visible(): Variable[] {
    return this.scopes.flat();
  }

  private name(): string {
    const variables = this.visible();
    return variables.length === 0 ? '1' : this.pick(variables).name;
  }

  private writable(): string | undefined {
    const variables = this.visible().filter(({ constant }) => !constant);
    return variables.length === 0 ? undefined : this.pick(variables).name;
  }

  private declare(constant: boolean): string {
    const name = `v${this.names++}`;
    this.scopes[this.scopes.length - 1].push({ name, constant });
    return name;
  }

  private inScope(work: () => string): string {
    this.scopes.push([]);
    const text = work();
    this.scopes.pop();
    return text;
  }

  private inFunctionBody(work: () => string, isAsync = false): string {
    const { targets, inLoop, inSwitch, inAsync } = this;
    this.inAsync = isAsync;
    this.targets = [];
    this.inLoop = 0;
    this.inSwitch = 0;
    this.inFunction++;
    const text = this.inScope(work);
    this.inFunction--;
    this.targets = targets;
    this.inLoop = inLoop;
    this.inSwitch = inSwitch;
    this.inAsync = inAsync;
    return text;
  }

  statements(count: number): string {
    const lines: string[] = [];
    const length = 1 + this.integer(count);
    for (let index = 0; index < length; index++) lines.push(this.statement());
    return lines.join('\n');
  }

  private block(count = 3): string {
    return `{ ${this.inScope(() => this.statements(count))} }`;
  }

  private statement(): string {
    if (this.depth > 5) return `${this.expression()};`;
    this.depth++;
    const text = this.makeStatement();
    this.depth--;
    return text;
  }

  private makeStatement(): string {
    const kind = this.integer(23);
    switch (kind) {
      case 0:
      case 1:
      case 2: {
        const value = this.expression();
        return `let ${this.declare(false)} = ${value};`;
      }
      case 3: {
        const value = this.expression();
        return `const ${this.declare(true)} = ${value};`;
      }
      case 4:
      case 5:
        return `${this.expression()};`;
      case 6:
        return `if (${this.expression()}) ${this.block()}${this.chance(0.5) ? ` else ${this.block()}` : ''}`;
      case 7: {
        const counter = `i${this.names++}`;
        this.scopes.push([{ name: counter, constant: true }]);
        const text = `for (let ${counter} = 0; ${counter} < ${1 + this.integer(3)}; ${counter}++) ${this.loopBody()}`;
        this.scopes.pop();
        return text;
      }
      case 8: {
        const counter = `w${this.names++}`;
        const body = this.loopBody();
        return `{ let ${counter} = ${1 + this.integer(3)}; while (${counter}-- > 0${this.chance(0.3) ? ` && ${this.expression()}` : ''}) ${body} }`;
      }
      case 9:
      case 10:
        return this.forOf();
      case 11:
      case 12:
        return this.tryStatement();
      case 13:
        return this.switchStatement();
      case 14: {
        const label = `l${this.labels++}`;
        this.targets.push({ label, loop: false });
        const text = `${label}: ${this.block()}`;
        this.targets.pop();
        return text;
      }
      case 15:
        return this.jump();
      case 16:
        return this.functionDeclaration();
      case 17:
        return this.classDeclaration();
      case 18:
      case 19:
        return this.destructuring();
      case 20: {
        const value = this.expression();
        return `var ${this.declareVar()} = ${value};`;
      }
      case 21:
        return `let ${this.declare(false)};`;
      default:
        return this.block();
    }
  }

  private declareVar(): string {
    const name = `v${this.names++}`;
    this.scopes[this.scopes.length - 1].push({ name, constant: false });
    return name;
  }

  private loopBody(): string {
    this.inLoop++;
    const text = this.block();
    this.inLoop--;
    return text;
  }

  private forOf(): string {
    const source = this.iterable();
    const label = this.chance(0.3) ? `l${this.labels++}` : undefined;
    this.scopes.push([]);
    const head = this.chance(0.3)
      ? `const [${this.declare(true)}, ${this.declare(true)} = ${this.expression()}]`
      : `const ${this.declare(true)}`;
    const values = head.startsWith('const [') ? `[[1, 2], ${source}, [3]]` : source;
    if (label !== undefined) this.targets.push({ label, loop: true });
    const text = `${label === undefined ? '' : `${label}: `}for (${head} of ${values}) ${this.loopBody()}`;
    if (label !== undefined) this.targets.pop();
    this.scopes.pop();
    return text;
  }

  private iterable(): string {
    const label = `s${this.names++}`;
    switch (this.integer(4)) {
      case 0:
        return `it([1, 2${this.chance(0.2) ? ", 'boom'" : ''}], '${label}')`;
      case 1:
        return "'xy'";
      case 2:
        return `new Map([[1, 'a'], [2, 'b']]).keys()`;
      default:
        return `[${this.expression()}, ${this.expression()}]`;
    }
  }

  private tryStatement(): string {
    const hasCatch = this.chance(0.7);
    const handler = hasCatch
      ? ` catch ${this.inScope(() => `(e${this.names++}) { ${this.statements(2)} }`)}`
      : '';
    const finalizer = !hasCatch || this.chance(0.5) ? ` finally ${this.block(2)}` : '';
    return `try ${this.block(4)}${handler}${finalizer}`;
  }

  private switchStatement(): string {
    this.inSwitch++;
    const value = this.expression();
    const text = this.inScope(() => {
      const cases: string[] = [];
      const count = 1 + this.integer(3);
      for (let index = 0; index < count; index++) {
        const test = this.chance(0.5) ? String(this.integer(3)) : this.expression();
        cases.push(`case ${test}: ${this.statements(2)}${this.chance(0.5) ? ' break;' : ''}`);
      }
      if (this.chance(0.5))
        cases.splice(this.integer(cases.length + 1), 0, `default: ${this.statements(2)}`);
      return cases.join('\n');
    });
    this.inSwitch--;
    return `switch (${value}) { ${text} }`;
  }

  private jump(): string {
    const condition = this.chance(0.7) ? `if (${this.expression()}) ` : '';
    const options: string[] = [];
    if (this.inLoop > 0) options.push('break;', 'continue;');
    else if (this.inSwitch > 0) options.push('break;');
    for (const { label, loop } of this.targets) {
      options.push(`break ${label};`);
      if (loop) options.push(`continue ${label};`);
    }
    if (this.inFunction > 0) options.push(`return ${this.expression()};`, 'return;');
    options.push(`throw ${this.chance(0.5) ? 'new TypeError()' : this.expression()};`);
    return condition + this.pick(options);
  }

  private functionDeclaration(): string {
    const name = this.declare(true);
    const isAsync = this.isAsync && this.chance(0.6);
    const text = this.inFunctionBody(() => {
      // A default may not await.
      this.inAsync = false;
      const parameters = this.parameters();
      this.inAsync = isAsync;
      return `(${parameters}) { ${this.statements(3)} }`;
    }, isAsync);
    if (isAsync) {
      const call = `${name}(${this.expression()}, ${this.expression()})`;
      const use = this.inAsync
        ? `t('${name}', await ${call});`
        : `${call}.then((v) => t('${name}ok', v), (e) => t('${name}no', e));`;
      return `async function ${name}${text} ${use}`;
    }
    return `function ${name}${text} t('${name}', ${name}(${this.expression()}, ${this.expression()}));`;
  }

  private parameters(): string {
    const list: string[] = [];
    const count = this.integer(3);
    for (let index = 0; index < count; index++) {
      const initial = this.chance(0.3) ? ` = ${this.expression()}` : '';
      list.push(this.declare(false) + initial);
    }
    if (this.chance(0.2)) list.push(`...${this.declare(false)}`);
    return list.join(', ');
  }

  private classDeclaration(): string {
    const base = this.chance(0.5) ? `B${this.names++}` : undefined;
    const name = `C${this.names++}`;
    const member = (): string => {
      switch (this.integer(5)) {
        case 0:
          return `f${this.integer(3)};`;
        case 1:
          return `f${this.integer(3)} = ${this.inFunctionBody(() => this.expression())};`;
        case 2:
          return `static s${this.integer(3)} = ${this.inFunctionBody(() => this.expression())};`;
        case 3:
          return `get g() { return ${this.inFunctionBody(() => this.expression())}; }`;
        default:
          return `m(x) { ${this.inFunctionBody(() => `${this.statements(2)} return this.f0;`)} }`;
      }
    };
    const constructorOf = (isDerived: boolean): string => {
      if (this.chance(0.3)) return '';
      const text = this.inFunctionBody(() => {
        const a = this.declare(true);
        const b = this.declare(false);
        const head = isDerived ? `super(${this.expression()}, ${a});` : '';
        const assignments = [
          `this.f0 = ${this.pick([a, b, this.expression()])};`,
          `this.f1 = ${this.pick([a, '1', 'this.f0', this.expression()])};`,
          `this.f2 = ${this.expression()};`,
        ];
        return `(${a}, ${b}) { ${head} ${assignments.slice(this.integer(3)).join(' ')} }`;
      });
      return `constructor${text}`;
    };
    const body = (isDerived: boolean): string => {
      const members = [member(), member(), member()].slice(this.integer(3));
      return `{ ${members.join(' ')} ${constructorOf(isDerived)} }`;
    };
    const text = [
      base === undefined ? '' : `class ${base} ${body(false)}`,
      `class ${name} ${base === undefined ? '' : `extends ${base} `}${body(base !== undefined)}`,
      `const ${this.declare(true)} = new ${name}(${this.expression()}, ${this.expression()});`,
    ];
    return text.join(' ');
  }

  private destructuring(): string {
    const target = this.writable();
    switch (this.integer(5)) {
      case 0: {
        const initial = this.expression();
        return `const [${this.declare(true)}, , ${this.declare(true)} = ${initial}, ...${this.declare(true)}] = ${this.iterable()};`;
      }
      case 1: {
        const value = `{ a: ${this.expression()}, b: ${this.expression()}, c: 3 }`;
        return `const { a: ${this.declare(true)}, ['b']: ${this.declare(true)} = ${this.expression()}, ...${this.declare(true)} } = ${value};`;
      }
      case 2:
        return target === undefined
          ? ';'
          : `[${target}, ${this.writable()} = ${this.expression()}] = ${this.iterable()};`;
      case 3:
        return target === undefined ? ';' : `({ a: ${target} } = { a: ${this.expression()} });`;
      default:
        return target === undefined
          ? ';'
          : `{ const o = {}; [o.x, o[t('k', 'y')] = ${this.expression()}] = ${this.iterable()}; ${target} = o; }`;
    }
  }

  private expression(): string {
    if (this.depth > 8) return this.atom();
    this.depth++;
    const text = this.makeExpression();
    this.depth--;
    return text;
  }

  private atom(): string {
    return this.pick([
      () => String(this.integer(5) - 1),
      () => this.name(),
      () => this.name(),
      () => `t('a${this.names++}', ${this.name()})`,
      () => this.pick(["'s'", 'undefined', 'null', 'true', 'false', '1.5', '100000', 'NaN', '-0']),
    ])();
  }

  private makeExpression(): string {
    const target = this.writable();
    switch (this.integer(20)) {
      case 0:
      case 1:
        return `(${this.expression()} ${this.pick(['+', '-', '*', '%', '&', '|', '<<', '>>>', '/'])} ${this.expression()})`;
      case 2:
        return `(${this.expression()} ${this.pick(['<', '<=', '>', '>=', '===', '!==', '==', '!='])} ${this.expression()})`;
      case 3:
        return `(${this.expression()} ${this.pick(['&&', '||'])} ${this.expression()})`;
      case 4:
        return `(${this.expression()} ?? ${this.expression()})`;
      case 5:
        return `(${this.expression()} ? ${this.expression()} : ${this.expression()})`;
      case 6:
        return target === undefined ? this.atom() : `(${target} = ${this.expression()})`;
      case 7:
        return target === undefined
          ? this.atom()
          : `(${target} ${this.pick(['+=', '-=', '*=', '||=', '&&=', '??='])} ${this.expression()})`;
      case 8:
        return target === undefined
          ? this.atom()
          : this.pick([`${target}++`, `++${target}`, `${target}--`]);
      case 9: {
        const body = this.inFunctionBody(() => {
          const parameter = this.declare(false);
          return `((${parameter}) => ${this.expression()})`;
        });
        return `${body}(${this.expression()})`;
      }
      case 10:
        return `[${this.expression()}, ${this.chance(0.3) ? `...${this.iterable()}, ` : ''}${this.expression()}]`;
      case 11:
        return `{ a: ${this.expression()}, [t('k', 'b')]: ${this.expression()} }.a`
          .replace(/^\{/, '({')
          .replace(/\.a$/, '}).a')
          .replace('}})', '})');
      case 12:
        return `[${this.expression()}, ${this.expression()}][${this.integer(3)}]`;
      case 13:
        return `\`\${show(${this.expression()})}-\${show(${this.expression()})}\``;
      case 14:
        return `(${this.expression()})?.length`;
      case 15:
        return this.pick(['!', '-', '+', '~', 'typeof ', 'void ']).concat(`(${this.primitive()})`);
      case 16:
        return `(${this.expression()}, ${this.expression()})`;
      case 17:
        return `t('c${this.names++}', ${this.expression()})`;
      case 19:
        if (this.inAsync) {
          return this.chance(0.7)
            ? `(await ${this.expression()})`
            : `(await (async () => { ${this.inFunctionBody(() => `${this.statements(2)} return ${this.expression()};`, true)} })())`;
        }
        return this.atom();
      case 18:
        return `(() => { ${this.inFunctionBody(() => `${this.statements(2)} return ${this.expression()};`)} })()`;
      default:
        return this.atom();
    }
  }

  private primitive(): string {
    return `show(${this.expression()}).length`;
  }
}

/** The text of a random module that exports `main`; every third one is asynchronous, every fourth one works at the top level. */
export function randomProgram(seed: number): string {
  if (seed % 4 === 1) return new Generator(randomNumbers(seed), false).topLevelProgram();
  return new Generator(randomNumbers(seed), seed % 3 === 0).program();
}
