/** The types of `vm.call`. */
import type { Task } from './task';

/** Is it `any`? */
type IsAny<Type> = 0 extends 1 & Type ? true : false;

/** What calling an exported function from the host is: arguments go in by copy, the result, awaited, comes back as a Task. */
export type Call<Exported> = Exported extends (...args: infer Arguments) => infer Result
  ? (...args: Arguments) => Task<Awaited<Result>>
  : never;

/** The exported functions of a program, each starting a Task. Where nothing is known of them, any name is one. */
export type Calls<Exports = any> =
  IsAny<Exports> extends true
    ? { readonly [name: string]: (...args: unknown[]) => Task<any> }
    : {
        readonly [Name in keyof Exports as Call<Exports[Name]> extends never ? never : Name]: Call<
          Exports[Name]
        >;
      };
