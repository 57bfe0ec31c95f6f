import { createContext, runInContext } from 'node:vm';
import { measure } from './measure.mjs';

await measure(async ({ script }) => {
  const context = createContext({});
  runInContext(script, context);
  return (iterations) => context.guest.main(iterations);
});
