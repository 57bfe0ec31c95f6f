// A local name hides an import of the same name.
import { value } from './lib';

export function main() {
  console.log(value); // expect: imported
  {
    const value = 'local';
    console.log(value); // expect: local
  }
  const f = (value: string) => value;
  console.log(f('parameter'), value); // expect: parameter imported
}
