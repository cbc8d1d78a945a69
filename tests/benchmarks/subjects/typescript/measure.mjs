// What the subjects share: their arguments, the clock, and how a number gets to the harness. It imports nothing.

export const ACCOUNT_ID = '023e105f4ecef8ad9ca31a8372d0c353';
export const APP_ID = 'app_id';
export const MEETING_ID = '182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e';
export const TOKEN = 'token';
export const NAME = 'prdmmp-xhycsl';

const warmUp = 200;

/** User and system CPU seconds of this process and all its threads, the compiler and the garbage collector included. */
export function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Hands a number to the harness. */
export function report(name, value) {
  console.log(name, value);
}

/** Reports the CPU seconds of one call, from many of them, after a warm-up. */
export async function reportCalls(call, count) {
  for (let n = 0; n < warmUp; n++) await call();
  const start = cpu();
  for (let n = 0; n < count; n++) await call();
  report('cpu', (cpu() - start) / count);
}

/** Reports the CPU seconds of importing, constructing and a first call. */
export async function reportStart(load, construct, call) {
  const start = cpu();
  const loaded = await load();
  const imported = cpu();
  const client = construct(loaded);
  const constructed = cpu();
  await call(client);
  const end = cpu();
  report('cpu', end - start);
  report('import', imported - start);
  report('construct', constructed - imported);
  report('call', end - constructed);
}

export function assert(isRight) {
  if (!isRight) throw new Error('the server has answered something else');
}
