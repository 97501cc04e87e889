/** What our libraries use and Chromium 88 lacks. Syntax is the build's business (`build.target`), this is the rest. */

function lacks(owner: object, name: string): boolean {
  return !(name in owner);
}

function add(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function at(this: ArrayLike<unknown>, index: number): unknown {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

if (lacks(Array.prototype, 'at')) add(Array.prototype, 'at', at);
if (lacks(String.prototype, 'at')) add(String.prototype, 'at', at);
if (lacks(Object, 'hasOwn')) add(Object, 'hasOwn', (of: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(of, key));
if (lacks(Array.prototype, 'findLast')) {
  add(Array.prototype, 'findLast', function <T>(this: T[], test: (item: T, index: number, all: T[]) => boolean): T | undefined {
    for (let i = this.length - 1; i >= 0; i -= 1) if (test(this[i] as T, i, this)) return this[i];
    return undefined;
  });
}
