// Default exports of every kind.
import f from './function';
import Class, { extra } from './class';
import value from './value';
import * as all from './value';

export function main() {
  console.log(f(), new Class().id, extra, value, all.default, f.name); // expect: from default function from default class extra 42 42 default
}
