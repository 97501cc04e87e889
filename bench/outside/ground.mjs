// What both hold: patrols of a county's year, as `bench/src/patrol` has them (the ledger is that very file), and how a program
// is started and stopped.

import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

const [TOWNSHIPS, VILLAGES, GRIDS] = [20, 12, 6]
export const KINDS = { river: '巡河', forest: '巡林', road: '巡路', field: '巡田', fire: '防火' }
export const STATUSES = { done: '已办结', open: '处理中', handed: '已上报' }
const WORDS = ['河岸', '水质', '护坡', '漂浮', '清理', '巡查', '网格', '沿线', '桥下', '排口', '已报', '正常', '树枝', '标牌', '道路', '边沟']
export const COLUMNS = ['number', 'unit', 'on', 'kind', 'length', 'issues', 'status', 'note']
const HEADINGS = '编号,网格,日期,类别,长度（公里）,问题数（个）,处理情况,备注'

/** Always the same numbers below a bound. */
function chance(seed) {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** So many rows, in no order. */
export function rows(count) {
  const below = chance(20251231)
  const one = (of) => of[below(of.length)]
  const [kinds, statuses] = [Object.keys(KINDS), Object.keys(STATUSES)]
  return Array.from({ length: count }, (_, number) => ({
    number: `XC${String(number).padStart(8, '0')}`,
    unit: `t${String(below(TOWNSHIPS)).padStart(2, '0')}v${String(below(VILLAGES)).padStart(2, '0')}g${below(GRIDS)}`,
    on: new Date(Date.UTC(2025, 0, 1 + below(365))).toISOString().slice(0, 10),
    kind: one(kinds),
    length: below(151) / 10,
    issues: below(4),
    status: one(statuses),
    note: Array.from({ length: 15 }, () => one(WORDS)).join(''),
  }))
}

/** The rows as the spreadsheet that Qianmo takes in. */
export function sheet(rows) {
  const line = ({ kind, status, ...row }) => COLUMNS.map((name) => ({ ...row, kind: KINDS[kind], status: STATUSES[status] })[name]).join(',')
  return [HEADINGS, ...rows.map(line)].join('\n')
}

/** The declarations, and more of them, into a folder. */
export function pack(folder, more = {}) {
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  write('pack.toml', 'id = "bench"\nname = "测速县"\nversion = "1"\nlicence = "Apache-2.0"\n')
  for (const [file, name, codes] of [['kind', '类别', KINDS], ['status', '处理情况', STATUSES]]) {
    write(`codes/${file}.toml`, `name = "${name}"\n[codes]\n${Object.entries(codes).map(([code, word]) => `${code} = "${word}"\n`).join('')}`)
  }
  write('roles.toml', '[reader]\nname = "县里看的人"\nlevel = "county"\nwrites = []\n[worker]\nname = "镇里干的人"\nlevel = "township"\n')
  write('logs/patrol.toml', readFileSync(path.join(import.meta.dirname, '../src/patrol/patrol.toml'), 'utf8'))
  const unit = (id, name, level, parent) => `[units.${id}]\nname = "${name}"\nlevel = "${level}"\n${parent ? `parent = "${parent}"\n` : ''}begins = "2000-01-01"\n`
  let units = '[levels]\ncounty = { name = "县", book = true }\ntownship = { name = "镇", book = true }\nvillage = { name = "村" }\ngrid = { name = "网格" }\n'
  units += unit('c', '测速县', 'county')
  const two = (number) => String(number).padStart(2, '0')
  for (let town = 0; town < TOWNSHIPS; town += 1) {
    units += unit(`t${two(town)}`, `${town}号镇`, 'township', 'c')
    for (let village = 0; village < VILLAGES; village += 1) {
      units += unit(`t${two(town)}v${two(village)}`, `${town}号镇${village}村`, 'village', `t${two(town)}`)
      for (let grid = 0; grid < GRIDS; grid += 1) {
        units += unit(`t${two(town)}v${two(village)}g${grid}`, `${town}号镇${village}村${grid}格`, 'grid', `t${two(town)}v${two(village)}`)
      }
    }
  }
  write('units.toml', units)
  for (const [file, text] of Object.entries(more)) write(file, text)
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Starts a program and waits until this address answers; answers how to stop it, and its process. */
export async function started(program, args, options, address) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
  const ended = new Promise((resolve) => child.on('close', resolve))
  let over = false
  ended.then(() => { over = true })
  // Whatever breaks in between, nothing of ours is left running.
  process.on('exit', () => child.kill('SIGKILL'))
  const stop = async () => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(hard)
  }
  stop.pid = child.pid
  for (let tries = 0; tries < 1200; tries += 1) {
    if (over) throw new Error(`${program} ended before it answered`)
    if (await fetch(address).then((answer) => answer.ok, () => false)) return stop
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stop()
  throw new Error(`${address} never answered`)
}
