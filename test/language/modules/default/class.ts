export default class Named {
  id = 'from default class';
}
export const extra = 'extra';
