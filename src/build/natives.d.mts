/** Every row of `assembly/natives`. */
export function nativeTable(): {
  id: number;
  name: string;
  parameters: number;
  slots: number;
  rest: boolean;
}[];
