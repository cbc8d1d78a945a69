"""Running Node's tools on the TypeScript SDK, wherever they come from.

`npm install --package-lock-only` in this folder writes `package-lock.json` after a change of `package.json`.
"""
