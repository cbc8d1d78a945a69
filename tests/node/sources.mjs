// Runs TypeScript where it stands: the specifier of a module is that of the JavaScript it will become.

import { registerHooks } from 'node:module';

const compiled = /\.([cm]?)js$/;

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !compiled.test(specifier)) throw error;
      return next(specifier.replace(compiled, '.$1ts'), context);
    }
  },
});
