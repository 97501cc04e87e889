// Every screen the router knows, each with an address that shows it filled. The names come from the router's own list: a
// screen that has no sample here fails every test that goes through them all.

import path from 'node:path'
import { runnerImport } from 'vite'
import { api, unfold } from './browser.mjs'

/** The screens: name, pattern of the router, address, and what stands there once it has been filled. */
export async function screens() {
  const { module } = await runnerImport(path.join(import.meta.dirname, '../src/shell/addresses.ts'), { logLevel: 'error' })
  const known = await samples()
  const names = Object.keys(module.ADDRESSES)
  const without = names.filter((name) => !known[name])
  if (without.length) throw new Error(`no sample of the screen ${without.join(', ')}; add one to e2e/addresses.mjs`)
  return names.map((name) => ({ name, pattern: module.ADDRESSES[name], ...known[name] }))
}

/** An indicator folded from records whose months differ, and its cells by unit and month. */
export async function lively() {
  const [session, units, indicators] = await Promise.all(['/session', '/units', '/indicators'].map((address) => api(address)))
  const { level } = units.find(({ parent }) => parent === session.unit.id)
  for (const { id } of indicators.filter(({ kind }) => kind === 'fold')) {
    const ask = { indicator: id, unit: session.unit.id, period: session.period }
    const { cells } = await api('/spreads', { ask, level, every: 'month' })
    if (new Set(cells.map(({ figure }) => Number(figure.value ?? 0))).size > 5) return { session, id, level, cells, ask }
  }
  throw new Error('no indicator has months that differ')
}

/** The case that says most, and what else is needed to fill the screens. */
async function samples() {
  const [ledgers, reports, forms, indicator] = await Promise.all([api('/ledgers'), api('/reports'), api('/forms'), lively()])
  const cases = ledgers.filter(({ id, kind, records }) => kind === 'case' && !id.startsWith('_') && records > 10)
  const said = await Promise.all(cases.map(({ id }) => api(`/ledgers/${id}`)))
  const [ledger] = said.sort((a, b) => b.fields.length - a.fields.length)
  const { records: [record] } = await api(`/ledgers/${ledger.id}/records?limit=1`)
  return {
    home: { at: '/', sign: '[data-part=tiles] .figure' },
    unit: { at: `/unit/${record.unit}`, sign: '[data-part=unit-ledgers] [data-what]' },
    readers: { at: `/unit/${record.unit}/readers`, sign: '.empty a' },
    reports: { at: '/reports', sign: '.paper h1' },
    report: { at: `/reports/${reports[0].id}`, sign: '.paper h1' },
    forms: { at: '/forms', sign: '[data-part=forms] > li' },
    form: { at: `/forms/${forms.find(({ each }) => each).id}`, sign: '.prescribed .figure' },
    start: { at: '/start', sign: '.drop' },
    ledgers: { at: '/ledgers', sign: '.ledger-list li' },
    ledger: { at: `/ledgers/${ledger.id}`, sign: '[data-part=records] tbody tr' },
    new_record: { at: `/ledgers/${ledger.id}/new`, sign: 'form .form-row' },
    import: { at: `/ledgers/${ledger.id}/import`, sign: '.drop' },
    record: { at: `/ledgers/${record.ledger}/${record.book}/${record.record}`, sign: '[data-part=history] > li' },
    indicators: { at: '/indicators', sign: '.indicator-list li' },
    indicator: { at: `/indicators/${indicator.id}`, sign: '[data-part=chart] canvas' },
    changes: { at: '/changes', sign: '[data-part=changes] > li' },
    people: { at: '/people', sign: '[data-part=first] fieldset' },
    security_log: { at: '/people/log', sign: '.empty a' },
    account: { at: '/people/nobody', sign: '.empty a' },
    units: { at: '/units', sign: '[data-part=units] > li' },
    parameters: { at: '/parameters', sign: '[data-part=parameters] > li' },
    me: { at: '/me', sign: '[data-part=me]' },
    status: { at: '/status', sign: '[data-part=checks] > li' },
    nowhere: { at: '/no/such/page', sign: '.empty a' },
  }
}

/** A ledger whose records have points, and an indicator whose units have outlines. */
export async function placed() {
  for (const { id } of await api('/ledgers')) {
    const { fields } = await api(`/ledgers/${id}`)
    const field = fields.find(({ type, privacy }) => type === 'point' && ['open', 'internal'].includes(privacy))
    const found = field && (await api(`/ledgers/${id}/places?field=${field.id}`))
    if (found?.places.length) return { ...found, id, field }
  }
  throw new Error('no ledger has places')
}

/** What opens on the screens: forms, sheets, panels. `act` is done once the screen is filled, then `sign` is there. */
export const OPENED = [
  { name: 'look', of: 'ledgers', act: (page) => page.locator('[data-act=look]').click(), sign: '[name=look-light]' },
  { name: 'search', of: 'indicators', act: (page) => page.keyboard.press('/'), sign: '[data-part=found]' },
  { name: 'basis', of: 'report', query: '?view=basis', sign: '.basis' },
  { name: 'evidence', of: 'indicator', act: (page) => page.locator('.asked .figure').click(), sign: '.panel .definition' },
  { name: 'condition', of: 'ledger', act: (page) => unfolded(page, '[data-act=add-condition]'), sign: '.condition-form' },
  { name: 'advanced', of: 'ledger', query: '?where=true', act: (page) => unfolded(page, '[data-act=advanced]'), sign: '#list-where' },
  { name: 'columns', of: 'ledger', act: (page) => unfolded(page, '[data-act=columns]'), sign: '.column-list' },
  { name: 'views', of: 'ledger', act: (page) => unfolded(page, '[data-act=views]'), sign: '.view-keep' },
  { name: 'selection', of: 'ledger', act: chooseAll, sign: '.selection form' },
  { name: 'empty-list', of: 'ledger', query: '?where=false', sign: '.empty' },
  { name: 'form-evidence', of: 'form', act: (page) => page.locator('.prescribed .figure').first().click(), sign: '.panel .definition' },
  { name: 'against', of: 'indicator', query: '?against=year', sign: '.spread-before' },
  { name: 'correct', of: 'record', act: (page) => page.locator('[data-act=correct]').click(), sign: '.form #f-reason' },
  { name: 'parameter-form', of: 'parameters', act: (page) => page.locator('[data-act=parameter]').first().click(), sign: '#parameter-basis' },
  { name: 'unit-form', of: 'units', act: (page) => page.locator('[data-act=unit]').first().click(), sign: '.unit-form' },
  { name: 'shade', of: 'indicator', query: '?as=map', sign: '[data-part=shade] .shade-unit' },
  { name: 'shapes-form', of: 'units', act: (page) => page.locator('[data-act=shapes]').click(), sign: '[data-part=shapes-form]' },
  { name: 'touched', of: 'changes', act: (page) => page.locator('[data-part=changes] .button-text').first().click(), sign: '[data-part=touched] li' },
  { name: 'hook-form', of: 'status', act: (page) => page.locator('[data-act=add-hook]').click(), sign: '.status-new' },
  { name: 'cut', of: 'report', act: (page) => page.locator('[data-act=cut]').click(), sign: '.report-cut-day input' },
  { name: 'withdraw', of: 'record', act: (page) => page.locator('[data-act=withdraw]').click(), sign: '.form #f-reason' },
]

async function unfolded(page, what) {
  await unfold(page)
  await page.locator(what).click()
}

async function chooseAll(page) {
  await page.locator('[data-part=records] tbody input[type=checkbox]').first().click()
  await page.locator('[data-act=withdraw-many]').click()
}
