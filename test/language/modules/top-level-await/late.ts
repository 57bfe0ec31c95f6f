import { log } from './log';
log.push('before');
export const late = await Promise.resolve('late value');
log.push('after');
