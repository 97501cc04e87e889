// A house of identity that speaks OpenID Connect: oidc-provider (panva) as its authors hand it out, on a port of its own.
// Its parent tells it how to be, and is told its issuer.

import http from 'node:http'
import { exportJWK, generateKeyPair } from '../../web/node_modules/jose/dist/webapi/index.js'
import Provider from '../../web/node_modules/oidc-provider/lib/index.js'

const keys = async (alg, kid) => ({ ...await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey), kid, use: 'sig' })

let issuer
let answer = (_, response) => response.writeHead(503).end()
const server = http.createServer((request, response) => answer(request, response))
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  process.send({ issuer })
})

/** Begins anew: for whom, signing how, with which keys. */
process.on('message', async ({ client, secret, back, alg, kid }) => {
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: back, response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: alg }],
    jwks: { keys: [await keys('RS256', `${kid}-rsa`), await keys('ES256', `${kid}-ec`)] },
    pkce: { required: () => true },
    cookies: { keys: ['of this test alone'] },
    features: { devInteractions: { enabled: true } },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['employee'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, employee: `E-${id}` }) }),
  })
  answer = provider.callback()
  process.send({ ready: kid })
})
process.on('disconnect', () => process.exit(0))
