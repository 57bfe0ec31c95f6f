/** What library functions remember between calls, one for each Vm. */

/** Arrays being joined, innermost last. */
export const joining: any[] = [];

/** Symbols of Symbol.for: a Map by their keys, at index 0 once there is one. */
export const symbolRegistry: any[] = [];
