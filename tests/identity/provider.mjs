// A house of identity that speaks OpenID Connect: oidc-provider (panva) as its authors hand it out, on a port of its own.
// Its parent tells it how to be, and is told its issuer.

import { generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import Provider from '../../web/node_modules/oidc-provider/lib/index.js'

const key = (kid, kind, how) => ({ ...generateKeyPairSync(kind, how).privateKey.export({ format: 'jwk' }), kid, use: 'sig' })

let issuer
let answer = (_, response) => response.writeHead(503).end()
const server = http.createServer((request, response) => answer(request, response))
server.listen(0, '127.0.0.1', () => {
  // To a browser another site than ours, which other ports of one address are not.
  issuer = `http://localhost:${server.address().port}`
  process.send({ issuer })
})

/** Begins anew: for whom, signing how, with which keys, and whether a token says all or only who came. */
process.on('message', ({ client, secret, back, alg, kid, quiet = false }) => {
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: back, response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: alg }],
    jwks: { keys: [key(`${kid}-rsa`, 'rsa', { modulusLength: 2048 }), key(`${kid}-ec`, 'ec', { namedCurve: 'P-256' })] },
    pkce: { required: () => true },
    cookies: { keys: ['of this test alone'] },
    features: { devInteractions: { enabled: true } },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    // A quiet token says who came, and the rest is to be asked for.
    conformIdTokenClaims: quiet,
    claims: { openid: ['sub'], profile: ['employee'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, employee: `E-${id}` }) }),
  })
  answer = provider.callback()
  process.send({ ready: kid })
})
process.on('disconnect', () => process.exit(0))
