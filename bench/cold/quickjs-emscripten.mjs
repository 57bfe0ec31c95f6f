import { newQuickJSWASMModule, RELEASE_SYNC } from 'quickjs-emscripten';
import { measure } from './measure.mjs';

const module = await newQuickJSWASMModule(RELEASE_SYNC);

await measure(async ({ script }) => {
  const context = module.newContext();
  context.unwrapResult(context.evalCode(script)).dispose();
  const main = context.unwrapResult(context.evalCode('guest.main'));
  return (iterations) => {
    const argument = context.newNumber(iterations);
    return context.dump(
      context.unwrapResult(context.callFunction(main, context.undefined, argument)),
    );
  };
});
