// An office of its own in a fresh folder, founded over the wire: quicker than the demo, and empty.

import assert from 'node:assert/strict'

/** Asks a server; answers status, headers, text and JSON. */
export async function ask(address, route, init = {}) {
  const { body, json, ...rest } = init
  const sent = json === undefined ? body : JSON.stringify(json)
  const headers = { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...rest.headers }
  const answer = await fetch(address + route, { method: sent === undefined ? 'GET' : 'POST', ...rest, headers, body: sent })
  const text = await answer.text()
  let read = null
  try {
    read = JSON.parse(text)
  } catch {
    // Not everything is JSON: /metrics, pages, files.
  }
  return { status: answer.status, headers: answer.headers, text, json: read }
}

/** Founds a township with two villages; answers its units. */
export async function found(address) {
  const own = { kind: 'own', name: '白石镇', county: '某县', villages: '甲村\n乙村' }
  const founded = await ask(address, '/api/start', { json: own })
  assert.equal(founded.status, 200, founded.text)
  return (await ask(address, '/api/units')).json
}
