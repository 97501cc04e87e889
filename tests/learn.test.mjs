// Learning: the demo report, printed and read back, finds the very indicators that printed it; and so does the same text
// with every number blanked out. What is no figure stays prose.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { before, describe, test } from 'node:test'
import { answer, demoFolder, freshFolder, out, qianmo, serve } from './product.mjs'

let folder, unit, printed

before(() => {
  folder = process.env.QIANMO_DEMO ?? demoFolder()
  unit = answer(folder, 'session', '--json').unit.id
  const file = path.join(out, 'annual.json')
  assert.equal(qianmo(folder, 'report', 'annual', '--unit', unit, '--period', '2022', '--format', 'json', '-o', file).status, 0)
  printed = lines(JSON.parse(readFileSync(file, 'utf8')))
})

/** The document's lines, each a list of runs, and whether they are a table's. */
function lines(document) {
  const cells = (row) => row.flatMap((cell, n) => (n ? [{ text: '\t' }, ...cell] : cell))
  return document.blocks.flatMap((block) => {
    if (block.kind === 'table') {
      const rows = [block.header, ...block.rows].filter((row) => row.length).map((row) => ({ runs: cells(row), table: true }))
      return [{ runs: block.caption ?? [], table: false }, ...rows]
    }
    if (block.kind === 'chart') {
      return [{ runs: block.caption, table: false }, ...block.bars.map((bar) => ({ runs: cells([bar.label, bar.value]), table: true }))]
    }
    return [{ runs: block.runs, table: false }]
  })
}

/** The text as it is printed, and where each figure stands in it. */
function text(write) {
  let said = ''
  const figures = []
  for (const [n, line] of printed.entries()) {
    if (n) said += '\n\n'
    for (const run of line.runs) {
      const words = run.kind === 'figure' ? write(run.text) : run.text
      if (run.kind === 'figure') {
        const { indicator, unit } = run.figure.ask
        figures.push({ start: said.length, end: said.length + words.length, indicator, unit, table: line.table, text: words })
      }
      said += words
    }
  }
  return { said, figures }
}

function learn(said, ...more) {
  const file = path.join(out, 'learn.txt')
  writeFileSync(file, said)
  return answer(folder, 'learn', file, '--unit', unit, '--period', '2022', '--json', ...more)
}

/** How many figures got their own indicator first, and among the choices; and the misses. */
function score(learned, figures) {
  let at = 0
  const slots = []
  for (const piece of learned.pieces) {
    if (piece.kind === 'slot') slots.push({ ...piece, start: at, end: at + piece.text.length })
    at += piece.text.length
  }
  const result = { all: figures.length, first: 0, among: 0, misses: [], extra: [] }
  for (const figure of figures) {
    const slot = slots.find((slot) => slot.start < figure.end && figure.start < slot.end)
    const is = (choice) => choice.indicator === figure.indicator && choice.figure.unit === figure.unit
    const place = (slot?.choices ?? []).findIndex(is)
    if (place === 0) result.first += 1
    if (place >= 0) result.among += 1
    if (place !== 0) result.misses.push(`${figure.text} ${figure.indicator}@${figure.unit}: ${place < 0 ? '-' : place} ${slot?.text} ${slot?.choices.map((c) => `${c.name}@${c.figure.unit_name}`).join(' ')}`)
  }
  for (const slot of slots) {
    if (!figures.some((figure) => slot.start < figure.end && figure.start < slot.end)) result.extra.push(`${slot.text}: ${slot.choices.map((c) => c.name).join(' ')}`)
  }
  return result
}

const rate = (some, all) => Math.round((1000 * some) / all) / 10

function tell(name, learned, figures) {
  for (const [part, of] of [['prose', figures.filter((f) => !f.table)], ['tables', figures.filter((f) => f.table)]]) {
    const result = score(learned, of)
    console.log(`${name}, ${part}: ${result.all} figures, first ${rate(result.first, result.all)} %, among ${rate(result.among, result.all)} %`)
    if (process.env.MISSES) console.log(result.misses.join('\n'))
    if (process.env.MISSES && part === 'prose') console.log('extra:', score(learned, figures).extra.join('\n  '))
  }
}

describe('the demo report', () => {
  for (const { name, write, first, among } of [
    { name: 'as printed', write: (words) => words, first: 85, among: 95 },
    { name: 'with every number blanked out', write: (words) => words.replace(/[0-9][0-9.,]*/g, 'XX'), first: 70, among: 85 },
  ]) {
    test(`${name}, finds its indicators again`, () => {
      const { said, figures } = text(write)
      const learned = learn(said)
      tell(name, learned, figures)
      for (const part of [figures, figures.filter((figure) => !figure.table)]) {
        const result = score(learned, part)
        assert.ok(rate(result.first, result.all) >= first, `first: ${rate(result.first, result.all)} %\n${result.misses.join('\n')}`)
        assert.ok(rate(result.among, result.all) >= among, `among: ${rate(result.among, result.all)} %\n${result.misses.join('\n')}`)
      }
    })
  }

  test('with the first mark in every slot, is a template that prints the same text', () => {
    const { said } = text((words) => words)
    const learned = learn(said)
    const again = learned.pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.choices[0]?.shown ?? piece.text)).join('')
    const same = said.split('\n').filter((line, n) => line === again.split('\n')[n]).length
    assert.ok(same / said.split('\n').length >= 0.85, again)
  })
})

describe('what cannot be learned', () => {
  const file = path.join(freshFolder(), 'text.txt')
  const run = (bytes, ...more) => {
    writeFileSync(file, bytes)
    return qianmo(folder, 'learn', file, '--unit', unit, '--period', '2022', ...more)
  }
  for (const { name, bytes, code } of [
    { name: 'a text of a megabyte', bytes: '水稻种植100亩。'.repeat(60000), code: 'learn.too_long' },
    { name: 'more numbers than anybody reads', bytes: '水稻1亩，'.repeat(2500), code: 'learn.too_many' },
    { name: 'bytes that are no text', bytes: Buffer.from([0xcb, 0xae, 0xb5, 0xbe]), code: 'learn.encoding' },
  ]) {
    test(`${name} is refused with a next step`, () => {
      const done = run(bytes)
      assert.equal(done.status, 1, done.out)
      assert.ok(done.err.includes(code) && done.err.includes('请'), done.err)
    })
  }

  test('the wire says the same', async () => {
    const { address, stop } = await serve(folder)
    try {
      const ask = async (body) => {
        const answered = await fetch(`${address}/api/learn`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
        return { status: answered.status, body: await answered.json() }
      }
      const scope = { unit, period: '2022', ledger: null }
      const good = await ask({ ...scope, text: '全乡种植水稻XX亩。' })
      assert.equal(good.status, 200)
      const slot = good.body.pieces.find((piece) => piece.kind === 'slot')
      assert.equal(slot.text, 'XX亩')
      assert.ok(slot.choices[0].shown.endsWith('亩') && slot.choices[0].grade && slot.choices[0].why)
      assert.equal((await ask({ ...scope, text: '水'.repeat(70000) })).body.code, 'learn.too_long')
      assert.equal((await ask({ ...scope, text: '水', ledger: 'no_such' })).status, 404)
      assert.equal((await ask({ ...scope, text: '水', unit: 'nowhere' })).status, 404)
      assert.equal((await ask({ ...scope, text: '水', period: '202' })).status, 400)
      assert.deepEqual((await ask({ ...scope, text: '' })).body.pieces, [])
    } finally {
      await stop()
    }
  })
})
