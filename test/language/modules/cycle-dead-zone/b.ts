import { value } from './a';
let text: string;
try {
  text = `value ${value}`;
} catch (error) {
  text = (error as Error).name;
}
export const seen = text;
