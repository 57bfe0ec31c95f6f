import { store } from './store';
export const take = () => store;
