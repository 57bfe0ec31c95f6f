import { top } from '../top';
import { root } from '../../root';
export const deep = `deep ${top} ${root}`;
