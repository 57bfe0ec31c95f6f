/** One native builtin. */
export class NativeRow {
  constructor(
    public id: i32,
    /** Intrinsic name: `$name(thisValue, …)` in the guest library, `native: 'name'` in the builtin table. */
    public name: string,
    /** Parameters that have a register in a resumable native's frame; `length` of the function unless the builtin table says otherwise. */
    public parameters: i32,
    /** State slots of a resumable native after its parameters: slot 0 = number of arguments, slot 1 = phase, then its own. 0 = a simple native. */
    public slots: i32,
    /** Resumable natives: takes any number of arguments, as an array in the register after the parameters. */
    public rest: bool = false,
  ) {}
}
