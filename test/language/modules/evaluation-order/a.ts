import { log } from './log';
import './c';
log.push('a');
