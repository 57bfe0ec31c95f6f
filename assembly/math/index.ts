/** The functions of Math. */
export { exp, expm1 } from './exponential';
export { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic';
export { acos, asin, atan, atan2 } from './inverse-trigonometric';
export { log, log1p, log2, log10 } from './logarithm';
export { cbrt, hypot2, pow } from './power';
export { nextRandom, RANDOM_STATE_BYTES, seedRandom } from './random';
export { clz32, fround, imul, maximum, minimum, round, sign } from './rounding';
export { cos, sin, tan } from './trigonometric';
