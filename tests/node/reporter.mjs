// Reports how each test ended as one line of JSON, for results.py.

import { inspect } from 'node:util';

export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      yield line({ file: data.file, output: data.message });
    } else if (type === 'test:pass' || type === 'test:fail') {
      const skipped = data.skip !== undefined || data.todo !== undefined;
      const ended = type === 'test:fail' ? 'fail' : skipped ? 'skip' : 'pass';
      const { error } = data.details;
      const output = error === undefined ? '' : `${data.name}: ${inspect(error.cause ?? error)}\n`;
      yield line({ file: data.file, name: data.name, nesting: data.nesting, ended, output });
    }
  }
}

function line(event) {
  return `${JSON.stringify(event)}\n`;
}
