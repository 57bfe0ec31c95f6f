/** All layouts of the heap, for the core and the host. */
export * from './answers';
export * from './collection';
export * from './containers';
export * from './header';
export * from './jobs';
export * from './objects';
export * from './shapes';
export * from './strings';
export * from './tasks';
export * from './walks';
export * from '../numbers/long-text-state';
