#!/usr/bin/env bash
# quickbooks-node-promise can't check an `id_token`: validateIdToken() hands each part of the token to `atob`, which knows base64 alone. A JWT's parts
# are base64url (RFC 7515, section 2), so that a signature with a "-" or a "_" in it, which nearly every one of 256 bytes has, is an error before
# anything is checked, and before Intuit's keys are asked for. A host that wants to know who has consented reads the token with a JOSE library.
# Seen with quickbooks-node-promise 3.3.14 on Node 26:
#   rejected with InvalidCharacterError: Invalid character
# Ends with 0 while that is so, with 1 once it has changed. Needs npm; asks no server but npm's.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund quickbooks-node-promise@3.3.14 jose@6.2.18
cat > try.mjs << 'SCRIPT'
import { createRequire } from 'node:module'
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { Quickbooks } from 'quickbooks-node-promise'

const { version } = createRequire(import.meta.url)('quickbooks-node-promise/package.json')
const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
const { kid = 'key-1' } = await exportJWK(publicKey)
const sign = () =>
  new SignJWT({ sub: 'a person', realmid: '1234567890' })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer('https://oauth.platform.intuit.com/op/v1')
    .setAudience('an-app')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey)

// A signature as nearly all are: with one of the two letters in which base64url differs.
let idToken = await sign()
while (!/[-_]/.test(idToken.split('.')[2])) idToken = await sign()
await jwtVerify(idToken, publicKey)
console.log('jose: valid')

const client = new Quickbooks(
  {
    appKey: 'an-app',
    appSecret: 'a-secret',
    redirectUrl: 'https://host.example/callback',
    scope: ['com.intuit.quickbooks.accounting', 'openid'],
    useProduction: true,
    storeMethod: 'Function',
    getToken: async () => ({ id_token: idToken }),
    saveToken: async (_realm, token) => token,
  },
  '1234567890',
)
const found = await client.validateIdToken().then(String, (error) => `rejected with ${error.name}: ${error.message}`)
console.log(`quickbooks-node-promise ${version}: ${found}`)
process.exitCode = found.startsWith('rejected with InvalidCharacterError') ? 0 : 1
SCRIPT
node try.mjs
