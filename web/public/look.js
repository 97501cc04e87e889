// Before anything is drawn: the light and the size of text that this device keeps (src/shell/look.ts says what they mean).
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
})()
