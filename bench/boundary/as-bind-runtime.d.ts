/** The part of as-bind's runtime that the bench uses; the package brings no types. */
declare module 'as-bind/dist/as-bind.cjs.js' {
  export interface AsBindExports {
    readonly memory: WebAssembly.Memory;
    __new(bytes: number, classId: number): number;
    __pin(address: number): number;
    __unpin(address: number): void;
  }
  export interface AsBindInstance {
    /** Functions that take and give JavaScript values. */
    readonly exports: AsBindExports & Record<string, (...args: never[]) => unknown>;
    /** The run-time id of a class, by its internal name. */
    getTypeId(name: string): number;
  }
  /** One for each type: a name, or a pattern of names. The first that matches wins. */
  export interface Converter {
    jsToAsc(instance: AsBindInstance, value: unknown, type: string): number;
    ascToJs(instance: AsBindInstance, value: number, type: string): unknown;
  }
  const runtime: {
    readonly converters: Map<string | RegExp, Converter>;
    instantiate(wasm: BufferSource, imports?: WebAssembly.Imports): Promise<AsBindInstance>;
  };
  export default runtime;
}
