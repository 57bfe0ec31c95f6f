// Literals in four bases, with separators and exponents.
export function main() {
  console.log(0xff, 0b1010, 0o17, 1_000_000, 0xf_f, 1e3, 1.5e-3, 0.5, 5.0, 0xabcdef, 1_0.0_1); // expect: 255 10 15 1000000 255 1000 0.0015 0.5 5 11259375 10.01
  console.log(0xffffffffffffffff, 0b1111_0000, 123456789012345678901234567890, 1e-400, 1e400); // expect: 18446744073709552000 240 1.2345678901234568e+29 0 Infinity
}
