import './c';
import { log } from './log';
log.push('b');
