// How long somebody with a slow processor waits for the first screen: `node e2e/first_screen.mjs [--runs 7] [--slower 4] [--latency 0]
// [--address /] [--profile]` against BASE_URL, each run in a browser that has kept nothing. Told, not judged: times are of
// the machine, and what else runs on it shows in all of them but `processor`.
//
// - painted: the first thing that is to be read (先写着“正在打开”)
// - there: the first figure stands on the page
// - answers: a click on it, made as soon as the page lets go of the processor, is answered: its evidence is opened beside it
// - script: what of it was loaded until then, packed as it travels; long: how long the page was deaf (tasks over 50 ms)
// - processor: what the page's thread used until the click was answered; scripted, drawn (styles and layout): of it

import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { base, launch } from './browser.mjs'

const { values: wanted } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' }, slower: { type: 'string', default: '4' }, address: { type: 'string', default: '/' },
    there: { type: 'string', default: '.figure' }, answers: { type: 'string', default: '.panel' },
    latency: { type: 'string', default: '0' }, profile: { type: 'boolean', default: false },
  },
})

/** In the page, before anything of it: notes when the first figure stands there, clicks it, notes when that was answered. */
function watch({ there, answers }) {
  const noted = { long: [], there: 0, answers: 0 }
  window.noted = noted
  new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) => noted.long.push([startTime, duration])))
    .observe({ type: 'longtask', buffered: true })
  const look = () => {
    if (!noted.there) {
      const figure = document.querySelector(there)
      if (!figure) return
      noted.there = performance.now()
      setTimeout(() => document.querySelector(there).click())
    }
    if (!noted.answers && document.querySelector(answers)) {
      // Drawn, not only made.
      requestAnimationFrame(() => setTimeout(() => { noted.answers ||= performance.now() }))
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}

async function run(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  if (wanted.latency !== '0') await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: Number(wanted.latency), downloadThroughput: -1, uploadThroughput: -1 })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(wanted.slower) })
  if (wanted.profile) {
    await cdp.send('Profiler.enable')
    await cdp.send('Profiler.start')
  }
  // Processor time of the page's own thread, whatever else the machine does.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const scripts = []
  const asked = []
  page.on('response', (answer) => {
    const kind = answer.request().resourceType()
    if (kind === 'script') scripts.push(answer)
    if (answer.url().includes('/api/')) asked.push(answer.request())
  })
  await page.addInitScript(watch, { there: wanted.there, answers: wanted.answers })
  await page.goto(base + wanted.address)
  await page.waitForFunction(() => window.noted.answers > 0, undefined, { timeout: 60_000 })
  const noted = await page.evaluate(() => {
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    const loaded = performance.getEntriesByType('resource').map(({ name, startTime, responseEnd }) => [name, startTime, responseEnd])
    return { ...window.noted, painted, loaded }
  })
  const { metrics } = await cdp.send('Performance.getMetrics')
  const spent = (name) => 1000 * metrics.find((metric) => metric.name === name).value
  const before = new Set(noted.loaded.filter(([, , end]) => end <= noted.there).map(([name]) => name))
  let script = 0
  for (const answer of scripts.filter((one) => before.has(one.url()))) script += gzipSync(await answer.body()).length
  const long = noted.long.filter(([start]) => start < noted.answers).reduce((sum, [, lasted]) => sum + lasted, 0)
  if (wanted.profile) profiled((await cdp.send('Profiler.stop')).profile, noted)
  await context.close()
  const drawn = spent('LayoutDuration') + spent('RecalcStyleDuration')
  return { painted: noted.painted, there: noted.there, answers: noted.answers, long, processor: spent('TaskDuration'), scripted: spent('ScriptDuration'), drawn, script }
}

/** Where the processor was, by script; and what was asked of the server when. */
function profiled({ nodes, samples, timeDeltas }, { loaded }) {
  const of = new Map(nodes.map((node) => [node.id, node]))
  const [places, files] = [new Map(), new Map()]
  samples.forEach((sample, at) => {
    const { functionName, url, lineNumber, columnNumber } = of.get(sample).callFrame
    const file = url.split('/').pop() || `(${functionName})`
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + timeDeltas[at] / 1000)
    add(files, file)
    add(places, `${file} ${functionName || '?'}:${lineNumber}:${columnNumber}`)
  })
  const told = (map, most) => [...map].sort(([, one], [, other]) => other - one).slice(0, most).map(([name, ms]) => `  ${ms.toFixed(0)} ms  ${name}`).join('\n')
  console.log(`by file\n${told(files, 15)}\nby function\n${told(places, 25)}`)
  console.log(loaded.map(([name, from, to]) => `  ${from.toFixed(0)}–${to.toFixed(0)} ms  ${name.replace(base, '')}`).join('\n'))
}

const browser = await launch()
try {
  // The first run starts the browser and the server's caches; it does not count.
  await run(browser)
  const all = []
  for (let i = 0; i < Number(wanted.runs); i += 1) all.push(await run(browser))
  const of = (name) => all.map((one) => one[name]).sort((a, b) => a - b)
  for (const name of ['painted', 'there', 'answers', 'long', 'processor', 'scripted', 'drawn']) {
    const sorted = of(name)
    console.log(`${name}: least ${sorted[0].toFixed(0)} ms, median ${sorted[Math.floor(sorted.length / 2)].toFixed(0)} ms, most ${sorted.at(-1).toFixed(0)} ms`)
  }
  console.log(`script before the first figure: ${Math.round(Math.max(...of('script')) / 1000)} kB gzip; processor ${wanted.slower} × slower, each answer ${wanted.latency} ms later, ${all.length} runs, ${base}${wanted.address}`)
} finally {
  await browser.close()
}
