// Before anything is drawn, and before the app itself has come: the light and the size of text that this device keeps
// (src/shell/look.ts says what they mean), and what the first screen needs in any case is sent for while the processor is
// still busy with the app (src/api/early.ts takes it from here).
(function () {
  var light = '', text = ''
  try {
    light = localStorage.getItem('qianmo.light') || ''
    text = localStorage.getItem('qianmo.text') || ''
  } catch (_) {
    // Nothing is kept here; the system's choice holds.
  }
  if (light !== 'light' && light !== 'dark') light = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.dataset.theme = light
  document.documentElement.dataset.text = text === 'large' ? 'large' : 'normal'

  var early = (window.qianmoEarly = {})
  function ask(at) {
    early[at] = fetch(at)
    // Who takes it hears of it.
    early[at].catch(function () {})
    return early[at]
  }
  function read(answer) {
    return answer.ok ? answer.clone().json() : {}
  }
  // A folder that nobody has begun has no session, and who has not signed in no front page: nothing is asked that is refused.
  var session = ask('/api/start')
    .then(read)
    .then(function (house) { return house.founded ? ask('/api/session') : undefined })
  if (location.pathname === '/') {
    var parts = document.querySelector('meta[name="front-page"]')
    var names = parts ? parts.content.split(' ') : []
    names.forEach(function (name) {
      var link = document.createElement('link')
      link.rel = 'modulepreload'
      link.href = name
      document.head.appendChild(link)
    })
    session = session
      .then(function (answer) { return answer ? read(answer) : {} })
      .then(function (who) {
        if (who.works && (who.sign_in === 'local' || who.sign_in === 'done')) ['/api/home', '/api/indicators', '/api/reports'].forEach(ask)
      })
  }
  session.catch(function () {})
})()
