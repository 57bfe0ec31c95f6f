import { store } from './store';
export const put = (v: string) => store.push(v);
