/**
 * Names in the page the files that the front page is made of, so that `first.js` can have them on their way before the app
 * finds out by itself which screen it begins with. Only those: other screens are opened from there.
 */
export function frontPage(screen = 'src/screens/home/HomeScreen.tsx') {
  return {
    name: 'front-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter(({ type }) => type === 'chunk');
        const found = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(screen));
        if (!found) throw new Error(`no part for ${screen}`);
        const names = new Set();
        const add = (name) => {
          if (names.has(name)) return;
          names.add(name);
          bundle[name]?.imports.forEach(add);
        };
        add(found.fileName);
        // What the page itself names already is on its way.
        const content = [...names].filter((name) => !html.includes(name)).map((name) => `/${name}`).join(' ');
        return [{ tag: 'meta', attrs: { name: 'front-page', content }, injectTo: 'head-prepend' }];
      },
    },
  };
}
