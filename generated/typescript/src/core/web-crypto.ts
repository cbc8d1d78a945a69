/** The cryptography of the web, wherever the program runs. */

/** Node 18 has it in a module only. */
export async function webCrypto(): Promise<Crypto> {
  const known = (globalThis as { readonly crypto?: Crypto }).crypto;
  if (known !== undefined) {
    return known;
  }
  const module = ['node', 'crypto'].join(':'); // Bundlers for browsers would look for it.
  const { webcrypto } = await import(/* webpackIgnore: true */ /* @vite-ignore */ module);
  return webcrypto as Crypto;
}

/** A text of 32 digits that nobody can foresee. */
export async function randomHex(): Promise<string> {
  const bytes = (await webCrypto()).getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
