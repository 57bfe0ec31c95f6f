/** Declarations of types that are computed from types. */
export const utilityTypes = `
type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, V> = { [P in K]: V };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<F extends (...values: any) => any> = F extends (...values: infer P) => any ? P : never;
type ReturnType<F extends (...values: any) => any> = F extends (...values: any) => infer R ? R : any;
type ConstructorParameters<C extends abstract new (...values: any) => any> =
  C extends abstract new (...values: infer P) => any ? P : never;
type InstanceType<C extends abstract new (...values: any) => any> =
  C extends abstract new (...values: any) => infer R ? R : any;
type ThisParameterType<F> = F extends (this: infer T, ...values: never) => any ? T : unknown;
type OmitThisParameter<F> =
  unknown extends ThisParameterType<F> ? F : F extends (...values: infer P) => infer R ? (...values: P) => R : F;
/** Marks the type of 'this' in the methods of an object literal. */
interface ThisType<T> {}
type NoInfer<T> = intrinsic;
type Uppercase<S extends string> = intrinsic;
type Lowercase<S extends string> = intrinsic;
type Capitalize<S extends string> = intrinsic;
type Uncapitalize<S extends string> = intrinsic;

/** The type that 'await' gives. */
type Awaited<T> = T extends null | undefined
  ? T
  : T extends object & { then(fulfilled: infer F, ...rest: infer _): any }
    ? F extends (value: infer V, ...rest: infer _) => any
      ? Awaited<V>
      : never
    : T;

/** The elements of an array whose inner arrays are flattened 'Depth' times. */
type FlatArray<A, Depth extends number> = {
  done: A;
  more: A extends ReadonlyArray<infer Inner>
    ? FlatArray<
        Inner,
        [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20][Depth]
      >
    : A;
}[Depth extends -1 ? 'done' : 'more'];
`;
